-- Puts aside what cannot be read, as long as it is still there and there is room for it.
-- KEYS: the sequence. ARGV: the end of the hash's name, how many may lie aside, then the name and
-- the bytes of each.
local rows, hash, most = ARGV, unpack(ARGV, 1, 2)
local base = partition(KEYS[1])
hash, most = base .. hash, tonumber(most)
for i = 3, #rows, 2 do
  local name, bytes = rows[i], rows[i + 1]
  if redis.call('HGET', hash, name) == bytes then
    redis.call('HDEL', hash, name)
    forget(base .. 'q', name)
    redis.call('ZREM', base .. 'q:buried', name)
    if redis.call('HLEN', base .. 'q:bad') < most then
      redis.call('HSET', base .. 'q:bad', name, bytes)
    end
  end
end
return {}
