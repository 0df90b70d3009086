-- Claims pending writes, partition by partition. KEYS: their sequences. ARGV: the owner, after how
-- many milliseconds the claim of a dead one ends, whether to claim early, how many writes to claim
-- in all, so that others need not wait long, and how many may be pending in each.
-- The answer has of each that is claimed: its place in KEYS, the fencing token, the number of
-- writes, and the name and the bytes of each. q:own is the owner and its token, q:fence the last.
local replies, left = {}, tonumber(ARGV[4])
local function claim(place, queue, pending, fence)
  local names = due(queue, pending, left)
  if #names == 0 then return end
  local token = fenced(queue, fence)
  redis.call('SET', queue .. ':own', ARGV[1] .. struct.pack('>I7', token), 'PX', ARGV[2])
  local count = #replies + 3
  replies[count - 2], replies[count - 1], replies[count] = place, struct.pack('>I7', token), 0
  left = left - #names
  for _, name in ipairs(names) do
    local record = redis.call('HGET', queue, name)
    if record then
      replies[#replies + 1], replies[#replies + 2] = name, record
      replies[count] = replies[count] + 1
    else
      forget(queue, name)
    end
  end
end
for i, seqKey in ipairs(KEYS) do
  if left <= 0 then break end
  local queue = string.sub(seqKey, 1, -4) .. 'q'
  local pending = redis.call('HLEN', queue)
  local own, fence = read(queue .. ':own', queue .. ':fence')
  own = own and #own == 15 and own
  if pending > 0 and (not own or string.sub(own, 1, 8) == ARGV[1]) then
    claim(i, queue, pending, fence)
  end
end
return replies
