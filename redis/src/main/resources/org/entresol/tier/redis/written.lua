-- What blind stores do for a partition: its sequence and its pending writes.
local seqs = redis.call('MGET', unpack(keys, 1, partitions))
-- What one command stores in the end, keys and values in turns.
local sets = {}
-- The first of the next numbers of a partition's sequence, which are stored in the end.
local function firstOf(place, count)
  local seqKey, seq = keys[place], number(seqs[place])
  if not seq or seq == 0 or seq >= 9e15 then return advance(seqKey, count) - count + 1 end
  sets[#sets + 1], sets[#sets + 2] = seqKey, string.format('%.0f', seq + count)
  return seq + 1
end
-- Leaves the writes of some entries of a partition, unless there is no room for all.
local function leave(seqKey, first, last)
  local base, own = partition(seqKey)
  local rows, nonce = {}, '\0' .. string.sub(stamp, 3, 7)
  for i = first, last do
    rows[#rows + 1] = string.sub(keys[i], own)
    rows[#rows + 1] = pending('w', nonce, payloads[i + toPayload])
  end
  return enqueue(base, most, millis() + delay, rows)
end
-- Leaves the writes of all partitions, and tells of each whether that was done: before anything is
-- stored, as a queue may be broken, and then nothing is to be stored that nobody is told of.
local function leaveAll(first)
  local left = {}
  for place = 1, partitions do
    local last = first + struct.unpack('>I2', counts, 2 * place - 1) - 1
    left[place] = leave(keys[place], first, last)
    first = last + 1
  end
  return left
end
