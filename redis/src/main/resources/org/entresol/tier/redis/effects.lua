-- What others are told of an entry, and how it is stored and removed.
-- act: 'w', 'd', or 'x' for an invalidation, of which listeners do not hear.
-- What is told of many rows goes together in the end, but for values.
local told = {}
local function announce(act, seq, key, values)
  if channel == '' then return end
  local name = struct.pack('>I7I2', seq, #key) .. key
  if count > 1 and tellsValues ~= '1' then
    told[#told + 1] = act .. name
  else
    redis.call('PUBLISH', channel, act .. node .. name .. values)
  end
end
local function announceTold()
  if #told > 0 then redis.call('PUBLISH', channel, 'M' .. node .. table.concat(told)) end
end
local function values(old, new)
  return tellsValues == '1' and struct.pack('>I4', #old) .. old .. new or ''
end
local function put(key, entry, ends, seqKey)
  -- What is known of the source's having nothing is not given to anybody after its time.
  local longer = string.byte(entry, 2) % 2 == 1 and 0 or grace
  noteTags(entry, seqKey)
  if ends > 0 then
    redis.call('SET', key, entry, 'PX', ends - millis() + longer)
  else
    redis.call('SET', key, entry)
  end
end
local function remove(act, seqKey, key, old)
  local seq = advance(seqKey, 1)
  redis.call('UNLINK', key)
  announce(act, seq, key, act == 'd' and values(old, '') or '')
  return seq
end
