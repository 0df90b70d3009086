-- Takes over what became of claimed writes, gives the claim back, and says whether it stood. KEYS:
-- the sequence. ARGV: the claim, how many milliseconds pending writes wait for later ones, the most
-- dead ones, and of each write its name, nonce, fate ('d' done, 'r' again, 'w' the same untried,
-- 'b' bury), pause, error.
local results, claim, delay, most = ARGV, unpack(ARGV, 1, 3)
local queue = partition(KEYS[1]) .. 'q'
local dead = queue .. ':dead'
local letters = redis.call('HLEN', dead) > 0
local stands = standing(read(queue .. ':own')) == claim
-- A newer write has come after the claim, whose token is the microseconds, or more than that.
local claimed = math.min(millis(), math.floor(tokenOf(claim) / 1000))
if stands then redis.call('DEL', queue .. ':own') end
local function done(name, newer)
  if newer then
    forget(queue, name)
    redis.call('ZADD', queue .. ':due', claimed + delay, name)
  end
  if letters and redis.call('HDEL', dead, name) == 1 then
    redis.call('ZREM', queue .. ':buried', name)
  end
end
for i = 4, #results, 5 do
  local name, nonce, fate, length, why = unpack(results, i, i + 4)
  local record = redis.call('HGET', queue, name)
  local same = record and isOf(record, nonce)
  if fate == 'd' then
    if same then remove(queue, name) end
    if same or stands then done(name, record and not same) end
  elseif stands and record then
    if same and fate ~= 'w' then record = tried(record) end
    if not (same and fate == 'b' and bury(queue, name, letterOf(record, why), most)) then
      if same then redis.call('HSET', queue, name, record) end
      pause(queue, name, delay, length)
    end
  end
end
return {stands and 1 or 0}
