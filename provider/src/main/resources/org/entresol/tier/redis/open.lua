-- Writes the record of a cache if there is none, and reads it. KEYS: the record. ARGV: format and
-- partitions of a new one.
redis.call('HSETNX', KEYS[1], 'format', ARGV[1])
redis.call('HSETNX', KEYS[1], 'partitions', ARGV[2])
return redis.call('HMGET', KEYS[1], 'format', 'partitions')
