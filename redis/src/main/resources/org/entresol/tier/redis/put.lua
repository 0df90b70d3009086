-- Stores one entry whatever is there: a blind store without a loop, as most puts are.
-- KEYS: the sequence of its partition, the entry, its ticket. ARGV: the channel ('' = nobody
-- listens), this node, what an entry begins with, its stamp and lifetime (-1 = eternal), how many
-- milliseconds it stays after that, the payload.
local channel, node, head, stamp, life, grace, payload = unpack(ARGV)
local seqKey, key, ticket = unpack(KEYS)
local call, pack, sub = redis.call, struct.pack, string.sub
local seq = advance(seqKey, 1)
local time, ends = call('TIME'), 0
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if tonumber(life) >= 0 then ends = now + life end
local behind = sub(stamp, 2, 7) .. pack('>I6I6', now, ends) .. sub(stamp, 8) .. payload
local entry = head .. sub(stamp, 1, 1) .. pack('>I7', seq) .. behind
if ends == 0 then call('SET', key, entry) else call('SET', key, entry, 'PX', life + grace) end
call('UNLINK', ticket)
if channel ~= '' then
  call('PUBLISH', channel, 'w' .. node .. pack('>I7I2', seq, #key) .. key)
end
return { 'm' .. pack('>I7I6', seq, ends) }
