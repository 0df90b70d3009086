-- Makes a dead letter a pending write again, or drops it where its key was written anew since. Says
-- whether there was one, and room for it. KEYS: sequence and entry. ARGV: how many may be pending.
local base, name = names(KEYS[1], KEYS[2])
local queue = base .. 'q'
local record, newer = redis.call('HGET', queue .. ':dead', name), redis.call('HEXISTS', queue, name)
local from = record and #record >= 18 and 19 + struct.unpack('>I2', record, 17) or 0
if from == 0 or string.sub(record, 1, 2) ~= 'D\1' or from > #record + 1 then return {0} end
if newer == 0 and redis.call('HLEN', queue) >= tonumber(ARGV[1]) then return {0} end
redis.call('HDEL', queue .. ':dead', name)
redis.call('ZREM', queue .. ':buried', name)
if newer == 0 then
  local head = 'Q\1' .. string.sub(record, 3, 3) .. '\0' .. string.sub(record, 5, 10)
  redis.call('HSET', queue, name, head .. string.sub(record, from))
  redis.call('ZADD', queue .. ':late', millis(), name)
  redis.call('ZADD', queue .. ':pause', millis(), name)
end
return {1}
