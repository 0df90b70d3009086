-- Takes a dead letter away and tells what it was. KEYS: sequence and entry.
local base, name = names(KEYS[1], KEYS[2])
local record = redis.call('HGET', base .. 'q:dead', name)
if not record then return {} end
redis.call('HDEL', base .. 'q:dead', name)
redis.call('ZREM', base .. 'q:buried', name)
return {record}
