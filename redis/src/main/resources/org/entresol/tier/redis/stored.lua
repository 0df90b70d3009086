-- Entries that are there: where their version is, what they say, and how they are moved in time.
local versionFrom, versionTo = 3, 14
-- What bytes hold: the instant at which a present entry expires, nil when there is none that
-- counts; whether one lies there that no clear or recall has dropped, its time passed or not;
-- whether that is but the knowledge that the source has none; the sequence of an entry, even of one
-- that does not lie there; and when a recall has let it expire, if one has.
local function parse(bytes, floor, seqKey)
  if not bytes or #bytes < 14 then return nil, false end
  local mark, flags, seq = struct.unpack('>BBI7', bytes)
  local body, absent = 15, flags % 2 == 1
  if flags % 4 > 1 then body = body + 6 end
  if flags % 8 > 3 then body = body + 6 end
  if flags % 16 > 7 then body = body + 4 end
  if mark ~= 227 or flags > 31 or #bytes < body - 1 then return nil, false end
  local ends = flags % 4 > 1 and struct.unpack('>I6', bytes, 15) or 0
  local tags = flags > 15 and tagsIn(bytes, body)
  if tags == nil or absent and (tags or ends == 0) then return nil, false end
  local lies = seq >= (number(floor) or 0)
  local fate = lies and tags and recalled(seqKey, tags, seq)
  lies = lies and fate ~= true
  local counts = lies and not absent and not fate and (ends == 0 or ends > millis())
  return counts and ends or nil, lies, absent, seq, lies and fate or nil
end
-- Lets an entry end at another instant: where it says none yet, it is written anew.
local function move(key, bytes, ends, grace)
  local flags, instant = string.byte(bytes, 2), struct.pack('>I6', ends)
  if flags % 4 > 1 then
    redis.call('SETRANGE', key, 14, instant)
  elseif ends > 0 then
    redis.call('SET', key, string.sub(bytes, 1, 1) .. string.char(flags + 2)
      .. string.sub(bytes, 3, 14) .. instant .. string.sub(bytes, 15))
  end
  if ends > 0 then redis.call('PEXPIREAT', key, ends + grace) else redis.call('PERSIST', key) end
end
