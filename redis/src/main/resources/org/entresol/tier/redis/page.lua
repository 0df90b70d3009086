-- Some of what a hash of a partition has, in the order of a sorted set: name and bytes of each.
-- KEYS: the sequence. ARGV: the ends of both names, from which place, how many, whether the sorted
-- set should have all of them.
local hash, order, from, most, holdsAll = unpack(ARGV)
local base, replies = partition(KEYS[1]), {}
hash, order = base .. hash, base .. order
if holdsAll == '1' and redis.call('HLEN', hash) > redis.call('ZCARD', order) then
  for _, name in ipairs(redis.call('HKEYS', hash)) do
    redis.call('ZADD', order, 'NX', millis(), name)
  end
end
for _, name in ipairs(redis.call('ZRANGE', order, from, from + most - 1)) do
  replies[#replies + 1] = name
  replies[#replies + 1] = redis.call('HGET', hash, name) or ''
end
return replies
