-- Steps a sequence, and gives the number of the last step. One that is missing or broken starts at
-- the microseconds, so that it never repeats, and above floor and epoch, below which what counts is
-- another matter.
local function advance(key, steps)
  local seq = redis.pcall('INCRBY', key, steps)
  if type(seq) == 'number' then
    if seq > steps and seq < 1e18 then return seq end
  elseif not (seq.err:find('integer') or seq.err:find('WRONGTYPE') or seq.err:find('overflow')) then
    return redis.call('INCRBY', key, steps) -- fails again, as calls do
  end
  local time = redis.call('TIME')
  seq = time[1] * 1000000 + time[2]
  local base = string.sub(key, 1, -4)
  for _, bound in ipairs(redis.call('MGET', base .. 'floor', base .. 'ge')) do
    bound = math.abs(tonumber(bound or '') or 0)
    if bound < 1e17 then seq = math.max(seq, bound + 1) end
  end
  seq = seq + steps - 1
  redis.call('SET', key, string.format('%.0f', seq))
  return seq
end
