-- What the source has not got of keys: pending writes, or else dead letters.
local replies = {}
for i = 1, count do
  local base, name = keysOf(i)
  replies[i] = redis.call('HGET', base .. 'q', name) or redis.call('HGET', base .. 'q:dead', name)
end
return replies
