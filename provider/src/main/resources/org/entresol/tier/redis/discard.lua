-- Takes load tickets away again that still stand. KEYS: sequence and entry of each. ARGV: tickets.
for i = 1, #KEYS / 2 do
  local base, name = names(KEYS[2 * i - 1], KEYS[2 * i])
  local pass = value(base .. 't:' .. name)
  if pass and string.sub(pass, 1, 8) == ARGV[i] then redis.call('DEL', base .. 't:' .. name) end
end
return {}
