-- Leaves what loads must have seen of their source, unless one of a later tenure has left more.
-- KEYS: where it lies. ARGV: what it is, the number of the tenure, and the milliseconds for which
-- it lies there.
local horizon, tenure, length = unpack(ARGV)
for _, key in ipairs(KEYS) do
  local there = redis.pcall('GET', key)
  local other = type(there) == 'string' and string.match(there, '^(%d+) ')
  if not other or tonumber(other) <= tonumber(tenure) then
    redis.call('SET', key, tenure .. ' ' .. horizon, 'PX', length)
  end
end
return {}
