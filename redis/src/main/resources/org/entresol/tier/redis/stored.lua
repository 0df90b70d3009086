-- Entries that are there: where their version is, what they say, and how they are moved in time.
local versionFrom, versionTo = 4, 16
-- What bytes hold: the instant at which a present entry expires, nil when there is none that
-- counts; whether one lies there that no clear has dropped, its time passed or not; whether that is
-- but the knowledge that the source has none; and the sequence, even of what does not lie there.
local function parse(bytes, floor)
  if not bytes or #bytes < 32 then return nil, false end
  local format, flags, seq, _, _, ends = struct.unpack('>c2BI7I6I6I6', bytes)
  local lies, absent = format == 'E\1' and seq >= (number(floor) or 0), flags % 2 == 1
  local counts = lies and not absent and (ends == 0 or ends > millis())
  return counts and ends or nil, lies, absent, seq
end
local function move(key, ends, grace)
  redis.call('SETRANGE', key, 22, struct.pack('>I6', ends))
  if ends > 0 then redis.call('PEXPIREAT', key, ends + grace) else redis.call('PERSIST', key) end
end
