-- What every script knows. An entry is, big-endian: 'E', format 1, flags 1 (1 = the source has
-- nothing), sequence 7, nonce 6, created 6, expires 6 (0 = never), load duration 4, payload.
-- Sequence and nonce are its version. It may stay for a while after it has expired.
-- Whether something lies there that no clear has dropped, its time passed or not.
local function lies(entry, floor)
  return entry and #entry >= 32 and string.sub(entry, 1, 2) == 'E\1'
    and struct.unpack('>I7', entry, 4) >= (number(floor) or 0)
end
-- Whether what lies there is no value but the knowledge that the source has none.
local function absence(entry)
  return string.byte(entry, 3) % 2 == 1
end
-- The instant at which a present entry expires; nil when there is none that counts.
local function alive(entry, floor)
  if not lies(entry, floor) or absence(entry) then return nil end
  local expires = struct.unpack('>I6', entry, 23)
  return (expires == 0 or expires > millis()) and expires or nil
end
-- The names that belong to an entry: what all keys of its partition begin with, and its own.
local function names(seqKey, key)
  local base = string.sub(seqKey, 1, -4)
  return base, string.sub(key, #base + 3)
end
