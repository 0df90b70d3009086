-- Leaves load tickets beside their keys, and beside those of other loads, and reads what is there.
-- ARGV: the milliseconds after which forgotten tickets end, and the tickets. Those are 8 bytes
-- each, and where they lie 7 of the sequence at which they were left; of many that are left side by
-- side the oldest are forgotten. The answer: the sequence, the instant at which a recall has let
-- the entry expire (0 = never), and the entry.
local length, tickets = unpack(ARGV)
local replies = {}
for i = 1, count do
  local base, name, seqKey, key = keysOf(i)
  local left = base .. 't:' .. name
  local seq, floor, entry, others = read(seqKey, base .. 'floor', key, left)
  local _, lies, _, _, expired = parse(entry, floor, seqKey)
  seq = number(seq) or 0
  others = others and #others % 15 == 0 and string.sub(others, -15 * 64) or ''
  local since = struct.pack('>I7', math.max(seq, number(floor) or 0))
  local ticket = string.sub(tickets, 8 * i - 7, 8 * i)
  redis.call('SET', left, others .. ticket .. since, 'PX', length)
  replies[i] = struct.pack('>I7I6', seq, expired or 0) .. (lies and entry or '')
end
return replies
