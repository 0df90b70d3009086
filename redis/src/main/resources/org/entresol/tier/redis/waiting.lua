-- Which pending writes of a partition are to be carried out now.
-- Sees to it that each is due at some time, even if Redis has lost when.
local function mend(queue, size)
  makePass(queue)
  if size <= redis.call('ZCARD', queue .. ':due') + redis.call('ZCARD', queue .. ':pause') then
    return
  end
  for _, name in ipairs(redis.call('HKEYS', queue)) do
    if not redis.call('ZSCORE', queue .. ':pause', name) then
      redis.call('ZADD', queue .. ':due', 'NX', millis(), name)
    end
  end
end
-- The names of those that are due until an instant, the longest due first. What pauses after a
-- failure is not hurried.
local function due(queue, last, most)
  local names, seen, both = {}, {}, {}
  for set, instant in pairs({[':due'] = last, [':pause'] = millis()}) do
    local some =
      redis.call('ZRANGEBYSCORE', queue .. set, '-inf', instant, 'WITHSCORES', 'LIMIT', 0, most)
    for i = 1, #some, 2 do both[#both + 1] = {some[i], tonumber(some[i + 1])} end
  end
  table.sort(both, function(a, b) return a[2] < b[2] end)
  for i = 1, #both do
    local name = both[i][1]
    if #names < most and not seen[name] then names[#names + 1], seen[name] = name, true end
  end
  return names
end
-- The next fencing token: it grows even if Redis has lost the last one.
local function fenced(queue, last)
  local time = redis.call('TIME')
  last = number(last) or 0
  local token = math.max(last < 9e15 and last + 1 or 0, time[1] * 1000000 + time[2])
  redis.call('SET', queue .. ':fence', string.format('%.0f', token))
  return token
end
