-- Entries that are there: where their version is, what they say, and how they are moved in time.
local versionFrom, versionTo = 4, 16
-- What bytes hold: the instant at which a present entry expires, nil when there is none that
-- counts; whether one lies there that no clear or recall has dropped, its time passed or not;
-- whether that is but the knowledge that the source has none; and the sequence of an entry, even of
-- one that does not lie there.
local function parse(bytes, floor, seqKey)
  if not bytes or #bytes < 32 then return nil, false end
  local format, flags, seq, _, _, ends = struct.unpack('>c2BI7I6I6I6', bytes)
  local tags = format == 'E\2' and tagsIn(bytes, 33)
  if format ~= 'E\1' and not tags then return nil, false end
  local lies, absent = seq >= (number(floor) or 0), not tags and flags % 2 == 1
  if lies and tags then lies = not recalled(seqKey, tags, seq) end
  local counts = lies and not absent and (ends == 0 or ends > millis())
  return counts and ends or nil, lies, absent, seq
end
local function move(key, ends, grace)
  redis.call('SETRANGE', key, 22, struct.pack('>I6', ends))
  if ends > 0 then redis.call('PEXPIREAT', key, ends + grace) else redis.call('PERSIST', key) end
end
