-- Prolongs claims that still stand, and says which do. KEYS: the sequences. ARGV: the milliseconds
-- that they last from now on, then the claim of each.
local replies = {}
for i, seqKey in ipairs(KEYS) do
  local own = string.sub(seqKey, 1, -4) .. 'q:own'
  replies[i] = read(own) == ARGV[i + 1] and redis.call('PEXPIRE', own, ARGV[1]) or 0
end
return replies
