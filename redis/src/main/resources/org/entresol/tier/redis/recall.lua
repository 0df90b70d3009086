-- Recalls tags in partitions: whatever has one of them is gone, or has expired. KEYS: sequences.
-- ARGV: the channel ('' = nobody listens), this node, how many tags a partition may know (one by
-- which entries have expired counts six times), 't' or 's' for that, how many milliseconds it has
-- to be behind another one not to be one with it, the hashes of the tags (8 bytes each).
local channel, node, most, kind, apart, hashes = unpack(ARGV)
local each = kind == 's' and 6 or 1
local tags, replies, told = tagsIn(string.char(#hashes / 8) .. hashes, 1), {}, {}
for place, seqKey in ipairs(KEYS) do
  local seq, base = advance(seqKey, 1), partition(seqKey)
  local now, floors, epoch = string.format('%.0f', seq), base .. 'g', read(base .. 'ge')
  local size = redis.pcall('ZCARD', floors)
  if type(size) ~= 'number' or size == 0 or size + each * #tags > tonumber(most) then
    -- What was recalled until the epoch is not known any more, if anything was.
    local begun, since = string.match(epoch or '', '^(-?)(%d+)$')
    redis.call('UNLINK', floors)
    redis.call('ZADD', floors, since or now, '-')
    if begun == '' then redis.call('ZADD', floors, since, '+') end
  end
  for _, tag in ipairs(tags) do
    if kind == 's' then
      expire(floors, tag, now, tonumber(apart))
    else
      redis.call('ZADD', floors, 'GT', now, kind .. tag)
    end
  end
  redis.call('SET', base .. 'ge', now)
  replies[place] = struct.pack('>I7', seq)
  told[place] = replies[place] .. struct.pack('>I2', #base) .. base
end
if channel ~= '' then
  local head = 'g' .. node .. string.char(#tags) .. hashes
  redis.call('PUBLISH', channel, head .. table.concat(told))
end
return replies
