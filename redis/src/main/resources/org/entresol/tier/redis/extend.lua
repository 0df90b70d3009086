-- Prolongs key leases that still stand. ARGV: the milliseconds that they last from now on, and the
-- token of them all.
local length, token = unpack(ARGV)
for i = 1, count do
  local base, name = keysOf(i)
  local held = base .. 'x:' .. name
  if read(held) == token then redis.call('SET', held, token, 'PX', length) end
end
return {}
