-- Pending writes of a partition: in the hash q the last one of each key by its name, in the sorted
-- set q:due when it is due. What has failed is not in q:due but in the sorted sets q:pause (when it
-- is tried again) and q:late (since when the source lacks it).
-- rows: names, and what is to lie there. Where there is no room for all, nothing is done.
local function enqueue(base, most, due, rows)
  local queue, dues = base .. 'q', nil
  local room = most - redis.call('HLEN', queue)
  if #rows / 2 > room then
    local fresh, seen = 0, {}
    for i = 1, #rows, 2 do
      if not seen[rows[i]] and redis.call('HEXISTS', queue, rows[i]) == 0 then fresh = fresh + 1 end
      seen[rows[i]] = true
    end
    if fresh > 0 and fresh > room then return false end
  end
  for i = 1, #rows, 2 do
    if redis.call('HSET', queue, rows[i], rows[i + 1]) == 1 then
      dues = dues or {}
      dues[#dues + 1] = due
      dues[#dues + 1] = rows[i]
    end
  end
  if dues then redis.call('ZADD', queue .. ':due', unpack(dues)) end
  return true
end
