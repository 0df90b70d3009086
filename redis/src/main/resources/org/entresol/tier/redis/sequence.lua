-- Steps a sequence, and gives the number of the last step. One that is missing or broken starts at
-- the microseconds, so that it never repeats, and above the floor, below which nothing counts.
local function advance(key, steps)
  local seq = redis.pcall('INCRBY', key, steps)
  if type(seq) == 'number' then
    if seq > steps and seq < 1e18 then return seq end
  elseif not (seq.err:find('integer') or seq.err:find('WRONGTYPE') or seq.err:find('overflow')) then
    return redis.call('INCRBY', key, steps) -- fails again, as calls do
  end
  local time = redis.call('TIME')
  local floor = tonumber(redis.call('MGET', string.sub(key, 1, -4) .. 'floor')[1] or '') or 0
  seq = math.max(time[1] * 1000000 + time[2], floor < 1e17 and floor + 1 or 0) + steps - 1
  redis.call('SET', key, string.format('%.0f', seq))
  return seq
end
