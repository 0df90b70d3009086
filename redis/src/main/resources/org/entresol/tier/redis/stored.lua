-- Entries that are there: where their version is, what they say, and how they are moved in time.
local versionFrom, versionTo = 4, 16
-- What bytes hold: the instant at which a present entry expires, nil when there is none that
-- counts; whether one lies there that no clear or recall has dropped, its time passed or not;
-- whether that is but the knowledge that the source has none; the sequence of an entry, even of one
-- that does not lie there; and when a recall has let it expire, if one has.
local function parse(bytes, floor, seqKey)
  if not bytes or #bytes < 32 then return nil, false end
  local format, flags, seq, _, _, ends = struct.unpack('>c2BI7I6I6I6', bytes)
  local tags = format == 'E\2' and tagsIn(bytes, 33)
  if format ~= 'E\1' and not tags then return nil, false end
  local lies, absent = seq >= (number(floor) or 0), not tags and flags % 2 == 1
  local fate = lies and tags and recalled(seqKey, tags, seq)
  lies = lies and fate ~= true
  local counts = lies and not absent and not fate and (ends == 0 or ends > millis())
  return counts and ends or nil, lies, absent, seq, lies and fate or nil
end
local function move(key, ends, grace)
  redis.call('SETRANGE', key, 22, struct.pack('>I6', ends))
  if ends > 0 then redis.call('PEXPIREAT', key, ends + grace) else redis.call('PERSIST', key) end
end
