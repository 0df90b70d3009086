-- Forgets what was recalled until a sequence in each partition, when none of it lies there any more
-- and no load of that time is under way. KEYS: the sequences. ARGV: the instant until which entries
-- have expired that are of no use any more, then the sequences until which.
local said = ARGV
local last = tonumber(said[1])
for place, seqKey in ipairs(KEYS) do
  local floors = partition(seqKey) .. 'g'
  for _, name in ipairs(redis.call('ZRANGEBYSCORE', floors, 0, said[place + 1])) do
    local kind, tag = string.sub(name, 1, 1), string.sub(name, 2)
    local instant = instantOf(floors, name)
    if instant and -tonumber(instant) <= last then
      redis.call('ZREM', floors, name, instants[kind] .. tag)
    elseif not instant and tag ~= '' then
      redis.call('ZREM', floors, name)
    end
  end
end
return {}
