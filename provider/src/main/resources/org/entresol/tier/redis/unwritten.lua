-- What the source has not got of keys: pending writes, or else dead letters.
-- KEYS: sequence and entry of each.
local replies = {}
for i = 1, #KEYS / 2 do
  local base, name = names(KEYS[2 * i - 1], KEYS[2 * i])
  replies[i] = redis.call('HGET', base .. 'q', name) or redis.call('HGET', base .. 'q:dead', name)
end
return replies
