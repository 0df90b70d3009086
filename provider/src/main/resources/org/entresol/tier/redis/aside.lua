-- Puts aside what cannot be read, as long as it is still there and there is room for it.
-- KEYS: the sequence. ARGV: the end of the hash's name, how many may lie aside, then the name and
-- the bytes of each.
local base = string.sub(KEYS[1], 1, -4)
for i = 3, #ARGV, 2 do
  if redis.call('HGET', base .. ARGV[1], ARGV[i]) == ARGV[i + 1] then
    redis.call('HDEL', base .. ARGV[1], ARGV[i])
    forget(base .. 'q', ARGV[i])
    redis.call('ZREM', base .. 'q:buried', ARGV[i])
    if redis.call('HLEN', base .. 'q:bad') < tonumber(ARGV[2]) then
      redis.call('HSET', base .. 'q:bad', ARGV[i], ARGV[i + 1])
    end
  end
end
return {}
