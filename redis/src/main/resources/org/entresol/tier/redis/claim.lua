-- Claims pending writes, partition by partition. KEYS: their sequences. ARGV: the owner, after how
-- many milliseconds the claim of a dead one ends, whether to claim early, how many writes to claim
-- in all, so that others need not wait long, and how many may be pending in each.
-- The answer has of each that is claimed: its place in KEYS, the fencing token, the number of
-- writes, and the name and the bytes of each.
local owner, length, early, left, most = unpack(ARGV)
local replies = {}
left, most = tonumber(left), tonumber(most)
local function claim(place, queue, names, token)
  keep(queue, claimOf(owner, token), length)
  local size = #replies + 3
  replies[size - 2], replies[size - 1], replies[size] = place, struct.pack('>I7', token), 0
  for _, name in ipairs(names) do
    local record = redis.call('HGET', queue, name)
    if record then
      replies[#replies + 1], replies[#replies + 2] = name, record
      replies[size] = replies[size] + 1
    else
      forget(queue, name)
    end
  end
end
for i, seqKey in ipairs(KEYS) do
  if left <= 0 then break end
  local queue = partition(seqKey) .. 'q'
  local size = redis.call('HLEN', queue)
  local lies, fence = read(queue .. ':own', queue .. ':fence')
  local own = standing(lies)
  local free = not own or ownerOf(own) == owner
  if size == 0 and lies and not own then redis.call('DEL', queue .. ':own') end
  if size > 0 and free then
    mend(queue, size)
    local last = (early == '1' or size * 2 >= most) and '+inf' or millis()
    local names = due(queue, last, left)
    left = left - #names
    if #names > 0 then claim(i, queue, names, fenced(queue, fence)) end
  end
end
return replies
