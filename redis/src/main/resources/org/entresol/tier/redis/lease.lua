-- Takes key leases and reads the entries. ARGV: the token of the one who asks, and the milliseconds
-- after which a dead holder's lease ends.
local token, length = unpack(ARGV)
local replies = {}
for i = 1, count do
  local base, name, seqKey, key = keysOf(i)
  local held = base .. 'x:' .. name
  local seq, floor, entry, holder = read(seqKey, base .. 'floor', key, held)
  if holder and holder ~= token then
    replies[i] = 'h'
  else
    redis.call('SET', held, token, 'PX', length)
    replies[i] = 'm' .. struct.pack('>I7', number(seq) or 0)
      .. (parse(entry, floor, seqKey) and entry or '')
  end
end
return replies
