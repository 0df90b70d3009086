-- Stores entries whatever is there, and says nothing of it: what most puts need.
local sub, call, pack = string.sub, redis.call, struct.pack
local stays, ends = life + grace, tonumber(life) < 0 and 0 or millis() + life
local head, nonce, duration = struct.unpack(stampFields, stamp)
local before, after = compose(head, nonce, pack('>I6I6', millis(), ends), duration)
local replies, tickets, told = {}, {}, {}
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
    local left, seq, sets = base .. 't:', advance(seqKey, count) - count, {}
    replies[place] = 'm' .. pack('>I7I6', seq + 1, ends)
    for i = first, last do
      local key, stepped = keys[i], pack('>I7', seq + i - first + 1)
      local entry = before .. stepped .. after .. payloads[i + toPayload]
      if ends > 0 then call('SET', key, entry, 'PX', stays) end
      if ends == 0 then sets[#sets + 1], sets[#sets + 2] = key, entry end
      if i == first then noteTags(entry, seqKey) end
      tickets[#tickets + 1] = left .. sub(key, own)
      if channel ~= '' then told[#told + 1] = 'w' .. stepped .. pack('>I2', #key) .. key end
    end
    if ends == 0 then call('MSET', unpack(sets)) end
  else
    replies[place] = 'b' .. (call('MGET', seqKey)[1] or '')
  end
  first = last + 1
end
if #told > 0 then call('PUBLISH', channel, 'M' .. node .. table.concat(told)) end
if #tickets > 0 then call('UNLINK', unpack(tickets)) end
return replies
