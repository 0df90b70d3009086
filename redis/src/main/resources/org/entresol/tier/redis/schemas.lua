-- Adds schemas to those of a cache, and says what tells the table with all that is in it from any
-- other: an older one, as a replica or a file may bring it back, says what it said then. KEYS: the
-- table. ARGV: what tells it from now on if it is new or gets more, then fingerprints and texts by
-- turns.
local schemas, some = KEYS[1], ARGV
local fresh = redis.call('HSETNX', schemas, 'table', some[1])
for i = 2, #some, 2 do
  fresh = fresh + redis.call('HSETNX', schemas, some[i], some[i + 1])
end
if fresh > 0 then redis.call('HSET', schemas, 'table', some[1]) end
return redis.call('HMGET', schemas, 'table')
