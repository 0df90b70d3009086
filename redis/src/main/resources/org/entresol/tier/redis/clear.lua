-- Steps the sequences of partitions and makes them their floors: all that is there is gone.
-- KEYS: the sequences. ARGV: the channel ('' = nobody listens), this node.
local channel, node = unpack(ARGV)
for _, seqKey in ipairs(KEYS) do
  local seq, base = advance(seqKey, 1), partition(seqKey)
  redis.call('SET', base .. 'floor', string.format('%.0f', seq))
  if channel ~= '' then
    redis.call('PUBLISH', channel, 'c' .. node .. struct.pack('>I7I2', seq, #base) .. base)
  end
end
return {}
