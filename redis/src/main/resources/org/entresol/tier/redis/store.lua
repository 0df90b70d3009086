-- Stores entries whatever is there, and says nothing of it: what most puts need.
local sub, call, pack = string.sub, redis.call, struct.pack
local stays, ends = life + grace, tonumber(life) < 0 and 0 or millis() + life
local flags, nonce, duration = struct.unpack(stampFields, stamp)
local before, after = compose(flags, nonce, pack('>I6I6', millis(), ends), duration)
local replies, tickets = {}, {}
for place = 1, partitions do
  local seqKey, count = keys[place], struct.unpack('>I2', counts, 2 * place - 1)
  local last, room = first + count - 1, true
  local base, own = partition(seqKey)
  if most ~= '' then
    local rows = {}
    for i = first, last do
      rows[#rows + 1] = sub(keys[i], own)
      rows[#rows + 1] = pending('w', nonce, payloads[i + toPayload])
    end
    room = enqueue(base, most, millis() + delay, rows)
  end
  if room then
    local left, seq = base .. 't:', advance(seqKey, count) - count
    replies[place] = 'm' .. pack('>I7I6', seq + 1, ends)
    for i = first, last do
      seq = seq + 1
      local key, entry = keys[i], before .. pack('>I7', seq) .. after .. payloads[i + toPayload]
      if ends == 0 then call('SET', key, entry) else call('SET', key, entry, 'PX', stays) end
      tickets[#tickets + 1] = left .. sub(key, own)
      if channel ~= '' then
        call('PUBLISH', channel, 'w' .. node .. pack('>I7I2', seq, #key) .. key)
      end
    end
  else
    replies[place] = 'b' .. (call('MGET', seqKey)[1] or '')
  end
  first = last + 1
end
if #tickets > 0 then call('UNLINK', unpack(tickets)) end
return replies
