-- Leaves load tickets beside their keys, in place of older ones. KEYS: sequence and entry of each.
-- ARGV: the milliseconds after which a forgotten ticket ends, then the ticket of each.
for i = 1, #KEYS / 2 do
  local base, name = names(KEYS[2 * i - 1], KEYS[2 * i])
  local seq = number(value(KEYS[2 * i - 1])) or 0
  redis.call('SET', base .. 't:' .. name, ARGV[i + 1] .. string.format('%.0f', seq), 'PX', ARGV[1])
end
return {}
