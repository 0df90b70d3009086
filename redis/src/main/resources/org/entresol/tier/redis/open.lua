-- Writes the record of a cache if there is none, and reads it. KEYS: the record. ARGV: format and
-- partitions of a new one.
local record, format, partitions = KEYS[1], unpack(ARGV)
redis.call('HSETNX', record, 'format', format)
redis.call('HSETNX', record, 'partitions', partitions)
return redis.call('HMGET', record, 'format', 'partitions')
