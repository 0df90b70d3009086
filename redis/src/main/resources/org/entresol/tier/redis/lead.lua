-- Takes the lead of a task, prolongs it or gives it back. KEYS: the lead.
-- ARGV: who asks, and the milliseconds it is held from now on; 0 to give it back.
-- Answers with the number of the tenure, the time of its beginning; 0 if this node has none.
local who, lease = unpack(ARGV)
local lead = KEYS[1]
local held = redis.call('GET', lead)
local owner, tenure
if held then owner, tenure = string.match(held, '^(%S+) (%d+)$') end
if lease == '0' then
  if owner == who then redis.call('DEL', lead) end
  return {0}
end
if owner == who then
  redis.call('PEXPIRE', lead, lease)
  return {tonumber(tenure)}
end
if held then return {0} end
local now = redis.call('TIME')
tenure = string.format('%d%06d', now[1], now[2])
redis.call('SET', lead, who .. ' ' .. tenure, 'PX', lease)
return {tonumber(tenure)}
