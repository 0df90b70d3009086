-- Leaves what loads must have seen of their source. KEYS: where it lies.
-- ARGV: what it is, and the milliseconds for which it lies there.
local horizon, length = unpack(ARGV)
for _, key in ipairs(KEYS) do redis.call('SET', key, horizon, 'PX', length) end
return {}
