-- The server's time, and steps of a sequence; a missing one starts at the microseconds, so that it
-- never repeats.
local call = redis.call
local t = call('TIME')
local function advance(key, steps)
  local seq = redis.pcall('INCRBY', key, steps)
  if type(seq) == 'number' and seq > steps then return seq end
  local why = type(seq) == 'table' and seq.err or 'integer'
  if not (why:find('integer') or why:find('WRONGTYPE') or why:find('overflow')) then error(why) end
  seq = t[1] * 1000000 + t[2] + steps
  call('SET', key, string.format('%.0f', seq))
  return seq
end
