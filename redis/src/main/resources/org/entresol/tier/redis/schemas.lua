-- Adds schemas to those of a cache, and says which table they are in. KEYS: the table. ARGV: what
-- tells a new table from others, then fingerprints and texts by turns.
local schemas, some = KEYS[1], ARGV
redis.call('HSETNX', schemas, 'table', some[1])
for i = 2, #some, 2 do redis.call('HSETNX', schemas, some[i], some[i + 1]) end
return redis.call('HMGET', schemas, 'table')
