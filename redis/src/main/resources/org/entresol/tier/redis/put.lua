-- Stores one entry whatever is there: a blind store without a loop, as most puts are.
-- KEYS: the sequence of its partition, the entry, its ticket. ARGV: the channel ('' = nobody
-- listens), this node, its stamp and lifetime (-1 = eternal), how many milliseconds it stays after
-- that, its body.
local channel, node, stamp, life, grace, body = unpack(ARGV)
local seqKey, key, ticket = unpack(KEYS)
local call, pack = redis.call, struct.pack
local seq, ends = advance(seqKey, 1), tonumber(life) < 0 and 0 or millis() + life
local before, after = compose(stamp, ends)
local entry = before .. pack('>I7', seq) .. after .. body
if ends == 0 then call('SET', key, entry) else call('SET', key, entry, 'PX', life + grace) end
noteTags(entry, seqKey)
call('UNLINK', ticket)
if channel ~= '' then
  call('PUBLISH', channel, 'w' .. node .. pack('>I7I2', seq, #key) .. key)
end
return { 'm' .. pack('>I7I6', seq, ends) }
