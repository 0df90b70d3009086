-- Reads the record of a cache, and writes it if there is none; what is there takes no memory to be
-- read. KEYS: the record. ARGV: format and partitions of a new one.
local record, format, partitions = KEYS[1], unpack(ARGV)
local there = redis.call('HMGET', record, 'format', 'partitions')
if there[1] and there[2] then return there end
redis.call('HSETNX', record, 'format', format)
redis.call('HSETNX', record, 'partitions', partitions)
return redis.call('HMGET', record, 'format', 'partitions')
