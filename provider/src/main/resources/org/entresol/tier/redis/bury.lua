-- What a failed try makes of a pending write. A dead letter lies in the hash q:dead and is, big-
-- endian: 'D', format 1, kind, tries 1, nonce 6, the instant of its burial 6, the error's length 2,
-- error, payload. The sorted set q:buried has the instants.
local function remove(queue, name)
  redis.call('HDEL', queue, name)
  forget(queue, name)
end
local function tried(record)
  local tries = math.min(string.byte(record, 4) + 1, 255)
  return string.sub(record, 1, 3) .. string.char(tries) .. string.sub(record, 5)
end
-- Says whether there was room for one more.
local function bury(queue, name, record, why)
  local dead = queue .. ':dead'
  if redis.call('HLEN', dead) >= tonumber(ARGV[3]) and redis.call('HEXISTS', dead, name) == 0 then
    return false
  end
  redis.call('HSET', dead, name, 'D\1' .. string.sub(record, 3, 10)
    .. struct.pack('>I6I2', millis(), #why) .. why .. string.sub(record, 11))
  redis.call('ZADD', queue .. ':buried', millis(), name)
  remove(queue, name)
  return true
end
local function pause(queue, name, length)
  local first = redis.call('ZSCORE', queue .. ':due', name)
  redis.call('ZREM', queue .. ':due', name)
  redis.call('ZADD', queue .. ':late', 'NX', first and first - ARGV[2] or millis(), name)
  redis.call('ZADD', queue .. ':pause', millis() + length, name)
end
