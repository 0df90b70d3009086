-- Stores entries whatever is there, and says nothing of it: what most puts need.
-- KEYS: the sequences of partitions, then the entries, partition by partition.
-- ARGV: channel ('' = nobody listens), node, stamp (flags, nonce, load duration) and lifetime
-- (-1 = eternal) of all, how long they stay after that, how many entries each partition has (2
-- bytes each), then the payloads.
local sub, pack, call = string.sub, struct.pack, redis.call
local t = call('TIME')
local now, life, groups = t[1] * 1000 + math.floor(t[2] / 1000), tonumber(ARGV[4]), #ARGV[6] / 2
local head = 'E\1' .. sub(ARGV[3], 1, 1)
local tail = sub(ARGV[3], 2, 7) .. pack('>I6I6', now, life < 0 and 0 or now + life) .. sub(ARGV[3], 8)
-- Steps a sequence; a missing one starts at the microseconds, so that it never repeats.
local function advance(key, steps)
  local seq = redis.pcall('INCRBY', key, steps)
  if type(seq) == 'number' and seq > steps then return seq end
  local why = type(seq) == 'table' and seq.err or 'integer'
  if not (why:find('integer') or why:find('WRONGTYPE') or why:find('overflow')) then error(why) end
  seq = t[1] * 1000000 + t[2] + steps
  call('SET', key, string.format('%.0f', seq))
  return seq
end
local k, tickets, firsts = groups, {}, {}
for g = 1, groups do
  local count, base = struct.unpack('>I2', ARGV[6], 2 * g - 1), sub(KEYS[g], 1, -4)
  local seq, from, left = advance(KEYS[g], count) - count, #base + 3, base .. 't:'
  firsts[g] = pack('>I7I6', seq + 1, life < 0 and 0 or now + life)
  for _ = 1, count do
    k, seq = k + 1, seq + 1
    local key, entry = KEYS[k], head .. pack('>I7', seq) .. tail .. ARGV[6 + k - groups]
    if life < 0 then call('SET', key, entry) else call('SET', key, entry, 'PX', life + ARGV[5]) end
    tickets[k - groups] = left .. sub(key, from)
    if ARGV[1] ~= '' then
      call('PUBLISH', ARGV[1], 'w' .. ARGV[2] .. pack('>I7I2', seq, #key) .. key)
    end
  end
end
call('UNLINK', unpack(tickets))
return firsts
