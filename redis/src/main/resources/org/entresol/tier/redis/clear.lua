-- Steps the sequences of partitions, and says that nothing near is to be believed any more.
-- KEYS: the sequences. ARGV: the channel ('' = nobody listens), this node, whether the sequences
-- become floors ('1'), so that all that is there is gone too.
local channel, node, drops = unpack(ARGV)
for _, seqKey in ipairs(KEYS) do
  local seq, base = advance(seqKey, 1), partition(seqKey)
  if drops == '1' then
    local floor = string.format('%.0f', seq)
    redis.call('SET', base .. 'floor', floor)
    if redis.call('UNLINK', base .. 'g') == 1 then redis.call('ZADD', base .. 'g', floor, '-') end
  end
  if channel ~= '' then
    redis.call('PUBLISH', channel, 'c' .. node .. struct.pack('>I7I2', seq, #base) .. base)
  end
end
return {}
