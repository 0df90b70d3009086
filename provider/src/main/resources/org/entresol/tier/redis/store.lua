-- Stores entries whatever is there, and says nothing of it: what most puts need.
-- KEYS: the sequences of partitions, then the entries, partition by partition.
-- ARGV: channel ('' = nobody listens), node, stamp (flags, nonce, load duration) and lifetime
-- (-1 = eternal) of all, how long they stay after that, how many entries each partition has (2
-- bytes each), how long their pending writes wait, how many of them a partition may have ('' = none
-- are left), then the payloads.
local sub, pack = string.sub, struct.pack
local now, life, groups = t[1] * 1000 + math.floor(t[2] / 1000), tonumber(ARGV[4]), #ARGV[6] / 2
local nonce, ends, most = sub(ARGV[3], 2, 7), life < 0 and 0 or now + life, tonumber(ARGV[8])
local head, tail = 'E\1' .. sub(ARGV[3], 1, 1), nonce .. pack('>I6I6', now, ends) .. sub(ARGV[3], 8)
local k, payloads, tickets, firsts = groups, 8 - groups, {}, {}
local function fits(base, from, count)
  local rows, record = {}, 'Q\1w\0' .. nonce
  for i = k + 1, k + count do
    rows[#rows + 1] = sub(KEYS[i], from)
    rows[#rows + 1] = record .. ARGV[payloads + i]
  end
  return enqueue(base, most, now + ARGV[7], rows)
end
for g = 1, groups do
  local count, base = struct.unpack('>I2', ARGV[6], 2 * g - 1), sub(KEYS[g], 1, -4)
  local from, left = #base + 3, base .. 't:'
  local room = not most or fits(base, from, count)
  local seq = room and advance(KEYS[g], count) - count
  firsts[g] = room and 'm' .. pack('>I7I6', seq + 1, ends)
    or 'b' .. (call('MGET', KEYS[g])[1] or '')
  for i = k + 1, room and k + count or k do
    seq = seq + 1
    local key, entry = KEYS[i], head .. pack('>I7', seq) .. tail .. ARGV[payloads + i]
    if life < 0 then call('SET', key, entry) else call('SET', key, entry, 'PX', life + ARGV[5]) end
    tickets[#tickets + 1] = left .. sub(key, from)
    if ARGV[1] ~= '' then
      call('PUBLISH', ARGV[1], 'w' .. ARGV[2] .. pack('>I7I2', seq, #key) .. key)
    end
  end
  k = k + count
end
if #tickets > 0 then call('UNLINK', unpack(tickets)) end
return firsts
