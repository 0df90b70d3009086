-- Takes key leases and reads the entries. KEYS: of each the partition's sequence and the entry.
-- ARGV: the token of the one who asks, and the milliseconds after which a dead holder's lease ends.
local replies = {}
for i = 1, #KEYS / 2 do
  local seqKey, key = KEYS[2 * i - 1], KEYS[2 * i]
  local base, name = names(seqKey, key)
  local seq, floor, entry, holder = read(seqKey, base .. 'floor', key, base .. 'x:' .. name)
  if holder and holder ~= ARGV[1] then
    replies[i] = 'h'
  else
    redis.call('SET', base .. 'x:' .. name, ARGV[1], 'PX', ARGV[2])
    replies[i] = 'm' .. struct.pack('>I7', number(seq) or 0)
      .. (alive(entry, floor) and entry or '')
  end
end
return replies
