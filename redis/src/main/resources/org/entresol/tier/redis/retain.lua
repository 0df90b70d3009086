-- Prolongs claims that still stand, and says which do. KEYS: the sequences. ARGV: the milliseconds
-- that they last from now on, and the claims, one behind the other.
local length, claims = unpack(ARGV)
local replies = {}
for i, seqKey in ipairs(KEYS) do
  local own = partition(seqKey) .. 'q:own'
  local stands = read(own) == string.sub(claims, claimBytes * (i - 1) + 1, claimBytes * i)
  replies[i] = stands and redis.call('PEXPIRE', own, length) or 0
end
return replies
