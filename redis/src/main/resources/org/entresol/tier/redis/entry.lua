-- An entry is, big-endian: 'E', format 1, flags 1 (1 = the source has nothing), sequence 7, nonce
-- 6, created 6, expires 6 (0 = never), load duration 4, payload. Sequence and nonce are its
-- version. It may stay for a while after it has expired.
-- Flags, nonce and load duration of one that is to be written come together, as its stamp.
local stampFields = '>c1c6c4'
-- What comes before and behind the sequence of all entries with one stamp and these instants.
local function compose(flags, nonce, instants, duration)
  return 'E\1' .. flags, nonce .. instants .. duration
end
