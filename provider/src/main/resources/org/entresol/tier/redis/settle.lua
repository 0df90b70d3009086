-- Takes over what became of claimed writes, gives the claim back, and says whether it stood. KEYS:
-- the sequence. ARGV: the claim, how long pending writes wait for later ones, the most dead ones, and
-- of each its name, nonce, fate ('d' done, 'r' again, 'w' the same untried, 'b' bury), pause, error.
local queue = string.sub(KEYS[1], 1, -4) .. 'q'
local dead = queue .. ':dead'
local letters = redis.call('HLEN', dead) > 0
local stands = read(queue .. ':own') == ARGV[1]
-- A newer write has come after the claim, whose token is the microseconds, or more than that.
local claimed = math.min(millis(), math.floor(struct.unpack('>I7', ARGV[1], 9) / 1000))
if stands then redis.call('DEL', queue .. ':own') end
local function done(name, newer)
  if newer then
    forget(queue, name)
    redis.call('ZADD', queue .. ':due', claimed + ARGV[2], name)
  end
  if letters and redis.call('HDEL', dead, name) == 1 then
    redis.call('ZREM', queue .. ':buried', name)
  end
end
for i = 4, #ARGV, 5 do
  local name, nonce, fate, length, why = unpack(ARGV, i, i + 4)
  local record = redis.call('HGET', queue, name)
  local same = record and string.sub(record, 1, 2) == 'Q\1' and string.sub(record, 5, 10) == nonce
  if fate == 'd' then
    if same then remove(queue, name) end
    if same or stands then done(name, record and not same) end
  elseif stands and record then
    if same and fate ~= 'w' then record = tried(record) end
    if not (same and fate == 'b' and bury(queue, name, record, why)) then
      if same then redis.call('HSET', queue, name, record) end
      pause(queue, name, length)
    end
  end
end
return {stands and 1 or 0}
