-- What a failed try makes of a pending write.
local function isOf(record, nonce)
  return string.sub(record, 1, 2) == 'Q\1' and string.sub(record, 5, 10) == nonce
end
local function tried(record)
  local tries = math.min(string.byte(record, 4) + 1, 255)
  return string.sub(record, 1, 3) .. string.char(tries) .. string.sub(record, 5)
end
local function remove(queue, name)
  redis.call('HDEL', queue, name)
  forget(queue, name)
end
-- Says whether there was room for one more.
local function bury(queue, name, letter, most)
  local dead = queue .. ':dead'
  if redis.call('HLEN', dead) >= tonumber(most) and redis.call('HEXISTS', dead, name) == 0 then
    return false
  end
  redis.call('HSET', dead, name, letter)
  redis.call('ZADD', queue .. ':buried', millis(), name)
  remove(queue, name)
  return true
end
local function pause(queue, name, delay, length)
  local first = redis.call('ZSCORE', queue .. ':due', name)
  redis.call('ZREM', queue .. ':due', name)
  redis.call('ZADD', queue .. ':late', 'NX', first and first - delay or millis(), name)
  redis.call('ZADD', queue .. ':pause', millis() + length, name)
end
