-- How many pending writes there are, the age of the oldest, and how many dead letters.
-- KEYS: the sequences of partitions. ARGV: how long a pending write waits for later ones.
local pending, dead, oldest = 0, 0, millis()
for _, seqKey in ipairs(KEYS) do
  local queue = string.sub(seqKey, 1, -4) .. 'q'
  local count = redis.call('HLEN', queue)
  pending, dead = pending + count, dead + redis.call('HLEN', queue .. ':dead')
  for set, waited in pairs(count > 0 and {[':due'] = ARGV[1], [':late'] = 0} or {}) do
    local first = redis.call('ZRANGE', queue .. set, 0, 0, 'WITHSCORES')
    oldest = math.min(oldest, first[2] and first[2] - waited or oldest)
  end
end
return {pending, millis() - oldest, dead}
