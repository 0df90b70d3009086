-- An entry is, big-endian: 'E', format 1, flags 1 (1 = the source has nothing), sequence 7, nonce
-- 6, created 6, expires 6 (0 = never), load duration 4, in format 2 the number of tags 1 and the
-- hash of each 8, payload. Sequence and nonce are its version. It may stay for a while after it has
-- expired.
-- What an entry begins with, its nonce and its load duration come together, as its stamp; what
-- follows on that, tags included, as its body.
local stampFields = '>c3c6c4'
-- What comes before and behind the sequence of all entries with one stamp and these instants.
local function compose(head, nonce, instants, duration)
  return head, nonce .. instants .. duration
end
-- Notes that there are tags since an entry that has some, unless that is known.
local function noteTags(entry, seqKey)
  if string.sub(entry, 2, 2) == '\2' then
    local since = string.format('-%.0f', struct.unpack('>I7', entry, 4))
    redis.call('SET', string.sub(seqKey, 1, -4) .. 'ge', since, 'NX')
  end
end
