-- Some of what a hash of a partition has, in the order of a sorted set: name and bytes of each.
-- KEYS: the sequence. ARGV: the ends of both names, from which place, how many, whether the sorted
-- set should have all of them.
local base, replies = string.sub(KEYS[1], 1, -4), {}
local hash, order = base .. ARGV[1], base .. ARGV[2]
if ARGV[5] == '1' and redis.call('HLEN', hash) > redis.call('ZCARD', order) then
  for _, name in ipairs(redis.call('HKEYS', hash)) do
    redis.call('ZADD', order, 'NX', millis(), name)
  end
end
for _, name in ipairs(redis.call('ZRANGE', order, ARGV[3], ARGV[3] + ARGV[4] - 1)) do
  replies[#replies + 1] = name
  replies[#replies + 1] = redis.call('HGET', hash, name) or ''
end
return replies
