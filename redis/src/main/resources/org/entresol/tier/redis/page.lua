-- Some of what a hash of a partition has, in the order of a sorted set: name and bytes of each.
-- KEYS: the sequence. ARGV: the ends of both names, from which place, how many, whether the sorted
-- set should have all of them, so that what it has lost comes last, and whether payloads are asked.
local hash, order, from, most, holdsAll, whole = unpack(ARGV)
local base, replies = partition(KEYS[1]), {}
hash, order, from, most = base .. hash, base .. order, tonumber(from), tonumber(most)
local names = redis.call('ZRANGE', order, from, from + most - 1)
local ordered = holdsAll == '1' and #names < most and redis.call('ZCARD', order)
if ordered and redis.call('HLEN', hash) > ordered then
  local lost = {}
  for _, name in ipairs(redis.call('HKEYS', hash)) do
    if not redis.call('ZSCORE', order, name) then lost[#lost + 1] = name end
  end
  table.sort(lost)
  for i = math.max(from - ordered, 0) + 1, math.min(from + most - ordered, #lost) do
    names[#names + 1] = lost[i]
  end
end
-- A pending write begins with 10 bytes, a dead letter with 18 and its error.
local function head(bytes)
  local high, low = string.byte(bytes, 17, 18)
  local isLetter = string.sub(bytes, 1, 1) == 'D' and low
  return string.sub(bytes, 1, isLetter and 18 + 256 * high + low or 10)
end
for _, name in ipairs(names) do
  local bytes = redis.call('HGET', hash, name) or ''
  replies[#replies + 1] = name
  replies[#replies + 1] = whole == '1' and bytes or head(bytes)
end
return replies
