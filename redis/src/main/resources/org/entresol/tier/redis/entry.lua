-- An entry is, big-endian: 227, which stands for format 3, flags 1, sequence 7, nonce 5, then what
-- its flags say: 2 = the instant of expiry 6 (0 = never), 4 = of creation 6, 8 = load duration 4,
-- 16 = the number of tags 1 and the hash of each 8; then the payload. The flag 1 says that the
-- source has nothing. Sequence and nonce are its version. It may stay for a while after it has
-- expired.
-- What an entry begins with if it never expires, its nonce and its load duration, if it has one,
-- come together, as its stamp; what follows on that, tags included, as its body.
-- What comes before and behind the sequence of all entries with one stamp that end at an instant,
-- and whose life began at one (nil = now).
local function compose(stamp, ends, born)
  local mark, flags, nonce = struct.unpack('>c1Bc5', stamp)
  local instants = nonce
  if ends > 0 then flags, instants = flags + 2, nonce .. struct.pack('>I6', ends) end
  if flags > 3 then
    if flags % 8 > 3 then instants = instants .. struct.pack('>I6', born or millis()) end
    instants = instants .. string.sub(stamp, 8)
  end
  return mark .. string.char(flags), instants
end
-- Notes that there are tags since an entry that has some, unless that is known.
local function noteTags(entry, seqKey)
  if string.byte(entry, 2) > 15 then
    local since = string.format('-%.0f', struct.unpack('>I7', entry, 3))
    redis.call('SET', string.sub(seqKey, 1, -4) .. 'ge', since, 'NX')
  end
end
