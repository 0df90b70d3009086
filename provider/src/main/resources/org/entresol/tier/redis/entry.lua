-- What every script knows. An entry is, big-endian: 'E', format 1, flags 1, sequence 7, nonce 6,
-- created 6, expires 6 (0 = never), load duration 4, payload. Sequence and nonce are its version.
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
-- What lies under a key; false for nothing, and for what is no string.
local function value(key)
  return redis.call('MGET', key)[1]
end
-- The next step of a sequence; a missing one starts at the microseconds, so that it never repeats.
local function step(key, seq)
  if seq then return redis.call('INCR', key) end
  local t = redis.call('TIME')
  local first = string.format('%.0f', t[1] * 1000000 + t[2])
  redis.call('SET', key, first)
  return tonumber(first)
end
-- The instant at which a present entry expires; nil when there is none that counts.
local function alive(entry, floor)
  if not entry or #entry < 32 or string.sub(entry, 1, 2) ~= 'E\1' then return nil end
  local seq, expires = struct.unpack('>I7', entry, 4), struct.unpack('>I6', entry, 23)
  if seq < (number(floor) or 0) or (expires > 0 and expires <= millis()) then return nil end
  return expires
end
-- The names that belong to an entry: what all keys of its partition begin with, and its own.
local function names(seqKey, key)
  local base = string.sub(seqKey, 1, -4)
  return base, string.sub(key, #base + 3)
end
