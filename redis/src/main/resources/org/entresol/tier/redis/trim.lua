-- Forgets what was recalled until a sequence in each partition, when none of it lies there any more
-- and no load of that time is under way. KEYS: the sequences. ARGV: those until which.
local untils = ARGV
for place, seqKey in ipairs(KEYS) do
  local floors = partition(seqKey) .. 'g'
  for _, tag in ipairs(redis.call('ZRANGEBYSCORE', floors, '-inf', untils[place])) do
    if #tag > 1 then redis.call('ZREM', floors, tag) end
  end
end
return {}
