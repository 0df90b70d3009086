-- Takes a key out of all that says when its pending write is due.
local function forget(queue, name)
  for _, set in ipairs({':due', ':pause', ':late'}) do redis.call('ZREM', queue .. set, name) end
end
