-- Stores entries whatever is there, and says nothing of it: what most puts need.
local sub, call, pack = string.sub, redis.call, struct.pack
local ends = tonumber(life) < 0 and 0 or millis() + life
local stays = string.format('%.0f', life + grace)
local before, after = compose(stamp, ends)
local replies, tickets, told, lengths, made, line = {}, {}, {}, {}, 0, 0
local left = (most == '') and {} or leaveAll(first)
for place = 1, partitions do
  local seqKey, count = keys[place], struct.unpack('>I2', counts, 2 * place - 1)
  local last, base, own = first + count - 1, partition(seqKey)
  if most == '' or left[place] then
    local ticket, seq = base .. 't:', firstOf(place, count)
    local set = #sets
    replies[place] = 'm' .. pack('>I7I6', seq, ends)
    told[line + 1], line = pack('>I7I2', seq, count), line + 1
    for i = first, last do
      local key = keys[i]
      local entry = before .. pack('>I7', seq) .. after .. payloads[i + toPayload]
      if i == first then noteTags(entry, seqKey) end
      if ends > 0 then call('SET', key, entry, 'PX', stays) end
      if ends == 0 then sets[set + 1], sets[set + 2], set = key, entry, set + 2 end
      tickets[made + 1], seq, made = ticket .. sub(key, own), seq + 1, made + 1
      if channel ~= '' then
        lengths[#key] = lengths[#key] or pack('>I2', #key)
        told[line + 1], told[line + 2], line = lengths[#key], key, line + 2
      end
    end
  else
    replies[place] = 'b' .. (seqs[place] or '')
  end
  first = last + 1
end
if #sets > 0 then call('MSET', unpack(sets)) end
if made > 0 then call('UNLINK', unpack(tickets)) end
if made > 0 and channel ~= '' then
  call('PUBLISH', channel, 'W' .. node .. table.concat(told))
end
return replies
