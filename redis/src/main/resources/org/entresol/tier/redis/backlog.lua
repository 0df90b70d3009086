-- How many pending writes there are, the age of the oldest, and how many dead letters.
-- KEYS: the sequences. ARGV: how many milliseconds a pending write waits for later ones of its key.
local delay = unpack(ARGV)
local pending, dead, oldest = 0, 0, millis()
for _, seqKey in ipairs(KEYS) do
  local queue = partition(seqKey) .. 'q'
  local size = redis.call('HLEN', queue)
  pending, dead = pending + size, dead + redis.call('HLEN', queue .. ':dead')
  for set, waited in pairs(size > 0 and {[':due'] = delay, [':late'] = 0} or {}) do
    local first = redis.call('ZRANGE', queue .. set, 0, 0, 'WITHSCORES')
    oldest = math.min(oldest, first[2] and first[2] - waited or oldest)
  end
end
return {pending, millis() - oldest, dead}
