-- Forgets what was recalled until a sequence in each partition, when none of it lies there any more
-- and no load of that time is under way. KEYS: the sequences. ARGV: those until which.
local untils = ARGV
for place, seqKey in ipairs(KEYS) do
  local floors = partition(seqKey) .. 'g'
  local bounds = redis.call('ZMSCORE', floors, '-', '+')
  redis.call('ZREMRANGEBYSCORE', floors, '-inf', untils[place])
  if bounds[1] then redis.call('ZADD', floors, bounds[1], '-') end
  if bounds[2] then redis.call('ZADD', floors, bounds[2], '+') end
end
return {}
