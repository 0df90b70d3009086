-- Takes a dead letter away and tells what it was.
local base, name = keysOf(1)
local letter = redis.call('HGET', base .. 'q:dead', name)
if not letter then return {} end
redis.call('HDEL', base .. 'q:dead', name)
redis.call('ZREM', base .. 'q:buried', name)
return {letter}
