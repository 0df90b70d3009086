-- A dead letter, which is what remains of a pending write that nobody tries any more, lies in the
-- hash q:dead, and the instant of its burial in the sorted set q:buried. It is, big-endian: 'D',
-- format 1, kind 1, tries in vain 1, nonce 6, the instant of its burial 6, the error's length 2,
-- error, payload.
local function letterOf(record, why)
  local burial = struct.pack('>I6I2', millis(), #why)
  return 'D\1' .. string.sub(record, 3, 10) .. burial .. why .. string.sub(record, 11)
end
-- Kind, nonce and payload; nothing of what is no letter.
local function parseLetter(bytes)
  if not bytes or #bytes < 18 then return nil end
  local format, kind, _, nonce, _, length = struct.unpack('>c2c1Bc6I6I2', bytes)
  local payload = 19 + length
  if format ~= 'D\1' or payload > #bytes + 1 then return nil end
  return kind, nonce, string.sub(bytes, payload)
end
