-- What rows come to: an entry stored, removed or moved in time, and told to who may listen.
-- ARGV begins with the channel ('' = nobody listens), this node, whether values are told, and how
-- many milliseconds entries stay after they have expired.
local function announce(act, key, seq, old, new)
  if ARGV[1] == '' then return end
  local values = ''
  if ARGV[3] == '1' and act ~= 'x' then values = struct.pack('>I4', #old) .. old .. new end
  redis.call('PUBLISH', ARGV[1],
    act .. ARGV[2] .. struct.pack('>I7I2', seq, #key) .. key .. values)
end
-- The instant after a lifetime (-2 = unchanged, -1 = eternal), nil when it is over at once.
local function ending(life, kept)
  if life == -2 then return kept or 0 end
  if life == -1 then return 0 end
  return life > 0 and millis() + life or nil
end
local function store(act, key, seqKey, seq, old, ends, stamp, payload)
  local told = act == 'w' or old ~= '' -- a load into nothing makes nobody's entry untrue
  seq = told and step(seqKey, seq) or seq or step(seqKey)
  local entry = 'E\1' .. string.sub(stamp, 1, 1) .. struct.pack('>I7', seq)
    .. string.sub(stamp, 2, 7) .. struct.pack('>I6I6', millis(), ends)
    .. string.sub(stamp, 8) .. payload
  if ends > 0 then
    local grace = string.byte(stamp) == 0 and ARGV[4] or 0
    redis.call('SET', key, entry, 'PX', ends - millis() + grace)
  else
    redis.call('SET', key, entry)
  end
  if told then announce('w', key, seq, old, entry) end
  return seq
end
-- act: 'd', or 'x' for an invalidation, of which listeners do not hear.
local function remove(act, key, seqKey, seq, old)
  seq = step(seqKey, seq)
  redis.call('UNLINK', key)
  announce(act, key, seq, old, '')
  return seq
end
