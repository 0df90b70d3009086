-- Leaves load tickets beside their keys, and beside those of other loads, and reads what is there.
-- KEYS: sequence and entry of each. ARGV: the milliseconds after which forgotten tickets end, then
-- the ticket of each. Tickets are 8 bytes, and 7 of the sequence at which they were left; of many
-- that are left side by side the oldest are forgotten.
local replies = {}
for i = 1, #KEYS / 2 do
  local base, name = names(KEYS[2 * i - 1], KEYS[2 * i])
  local left = base .. 't:' .. name
  local seq, floor, entry, others = read(KEYS[2 * i - 1], base .. 'floor', KEYS[2 * i], left)
  seq = number(seq) or 0
  others = others and #others % 15 == 0 and string.sub(others, -15 * 64) or ''
  local since = struct.pack('>I7', math.max(seq, number(floor) or 0))
  redis.call('SET', left, others .. ARGV[i + 1] .. since, 'PX', ARGV[1])
  replies[i] = struct.pack('>I7', seq) .. (lies(entry, floor) and entry or '')
end
return replies
