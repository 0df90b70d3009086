-- Steps the sequences of partitions and makes them their floors: all that is there is gone.
-- KEYS: the sequences. ARGV: channel ('' = nobody listens), node.
for _, key in ipairs(KEYS) do
  local seq = step(key, number(read(key)))
  local base = string.sub(key, 1, -4)
  redis.call('SET', base .. 'floor', string.format('%.0f', seq))
  if ARGV[1] ~= '' then
    redis.call('PUBLISH', ARGV[1], 'c' .. ARGV[2] .. struct.pack('>I7I2', seq, #base) .. base)
  end
end
return {}
