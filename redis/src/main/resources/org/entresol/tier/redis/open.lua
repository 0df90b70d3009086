-- Reads the record of a cache, and writes it if there is none; what is there takes no memory to be
-- read. KEYS: the record. ARGV: format, partitions and codec of a new one.
local record, format, partitions, codec = KEYS[1], unpack(ARGV)
local there = redis.call('HMGET', record, 'format', 'partitions', 'codec')
if there[1] and there[2] then return there end
redis.call('HSETNX', record, 'format', format)
redis.call('HSETNX', record, 'partitions', partitions)
redis.call('HSETNX', record, 'codec', codec)
return redis.call('HMGET', record, 'format', 'partitions', 'codec')
