-- Makes a dead letter a pending write again, or drops it where its key was written anew since. Says
-- whether there was one, and room for it. ARGV: how many may be pending.
local most = unpack(ARGV)
local base, name = keysOf(1)
local queue = base .. 'q'
local letter, newer = redis.call('HGET', queue .. ':dead', name), redis.call('HEXISTS', queue, name)
local kind, nonce, payload = parseLetter(letter)
if not kind then return {0} end
if newer == 0 and redis.call('HLEN', queue) >= tonumber(most) then return {0} end
redis.call('HDEL', queue .. ':dead', name)
redis.call('ZREM', queue .. ':buried', name)
if newer == 0 then
  redis.call('HSET', queue, name, pending(kind, nonce, payload))
  redis.call('ZADD', queue .. ':late', millis(), name)
  redis.call('ZADD', queue .. ':pause', millis(), name)
end
return {1}
