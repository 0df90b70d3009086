-- Prolongs key leases that still stand. KEYS: sequence and entry of each. ARGV: the time in
-- milliseconds, then the token of each.
for i = 1, #KEYS / 2 do
  local base, name = names(KEYS[2 * i - 1], KEYS[2 * i])
  if read(base .. 'x:' .. name) == ARGV[i + 1] then
    redis.call('SET', base .. 'x:' .. name, ARGV[i + 1], 'PX', ARGV[1])
  end
end
return {}
