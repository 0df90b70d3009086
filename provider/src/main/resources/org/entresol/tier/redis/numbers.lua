-- Time, numbers and sequences, as every script needs them.
local now
local function millis()
  if not now then
    local t = redis.call('TIME')
    now = t[1] * 1000 + math.floor(t[2] / 1000)
  end
  return now
end
-- The number that a text is, if it is nothing but digits; nil otherwise, as it is not our doing.
local function number(text)
  return text and #text <= 18 and string.find(text, '^%d+$') and tonumber(text) or nil
end
-- What lies under keys; false for nothing, and for what is no string.
local function read(...)
  return unpack(redis.call('MGET', ...))
end
-- The next step of a sequence; a missing one starts at the microseconds, so that it never repeats.
local function step(key, seq)
  if seq then return redis.call('INCR', key) end
  local t = redis.call('TIME')
  local first = string.format('%.0f', t[1] * 1000000 + t[2])
  redis.call('SET', key, first)
  return tonumber(first)
end
