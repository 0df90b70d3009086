-- Prolongs claims that still stand, and says which do. KEYS: the sequences. ARGV: the milliseconds
-- that they last from now on, and the claims, one behind the other.
local length, claims = unpack(ARGV)
local replies = {}
for i, seqKey in ipairs(KEYS) do
  local queue = partition(seqKey) .. 'q'
  local claim = string.sub(claims, claimBytes * (i - 1) + 1, claimBytes * i)
  replies[i] = standing(read(queue .. ':own')) == claim and 1 or 0
  if replies[i] == 1 then
    makePass(queue)
    keep(queue, claim, length)
  end
end
return replies
