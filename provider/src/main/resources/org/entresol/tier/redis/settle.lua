-- Takes over what became of claimed writes, gives the claim back, and says whether it stood. KEYS:
-- the sequence. ARGV: the claim, how long pending writes wait for later ones, the most dead ones, and
-- of each its name, nonce, fate ('d' = done, 'r' = again, 'b' = to be buried), pause, error.
local queue = string.sub(KEYS[1], 1, -4) .. 'q'
local dead = queue .. ':dead'
local letters = redis.call('HLEN', dead) > 0
local stands = read(queue .. ':own') == ARGV[1]
if stands then redis.call('DEL', queue .. ':own') end
local function done(name, newer)
  if newer then
    forget(queue, name)
    redis.call('ZADD', queue .. ':due', millis() + ARGV[2], name)
  end
  if letters and redis.call('HDEL', dead, name) == 1 then
    redis.call('ZREM', queue .. ':buried', name)
  end
end
local function pause(name, length)
  local first = redis.call('ZSCORE', queue .. ':due', name)
  redis.call('ZREM', queue .. ':due', name)
  redis.call('ZADD', queue .. ':late', 'NX', first and first - ARGV[2] or millis(), name)
  redis.call('ZADD', queue .. ':pause', millis() + length, name)
end
for i = 4, #ARGV, 5 do
  local name, nonce, fate, length, why = unpack(ARGV, i, i + 4)
  local record = redis.call('HGET', queue, name)
  local same = record and string.sub(record, 1, 2) == 'Q\1' and string.sub(record, 5, 10) == nonce
  if fate == 'd' then
    if same then remove(queue, name) end
    if same or stands then done(name, record and not same) end
  elseif stands and record then
    if same then record = tried(record) end
    if not (same and fate == 'b' and bury(queue, name, record, why)) then
      if same then redis.call('HSET', queue, name, record) end
      pause(name, length)
    end
  end
end
return {stands and 1 or 0}
