-- Takes a key out of all that says when its pending write is due.
local function forget(queue, name)
  -- What has failed is in the other two and not in the first.
  if redis.call('ZREM', queue .. ':due', name) == 1 then return end
  redis.call('ZREM', queue .. ':pause', name)
  redis.call('ZREM', queue .. ':late', name)
end
