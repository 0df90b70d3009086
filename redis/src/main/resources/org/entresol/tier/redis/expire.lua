-- The expiry of the entries of a tag.
-- Notes it at a sequence, unless it is so many milliseconds behind the last one: then that one
-- holds on. What was stored in between ends too early by so much at most.
local function expire(floors, tag, now, apart)
  local at = { 's' .. tag, 'i' .. tag, 'p' .. tag, 'j' .. tag, 'h' .. tag }
  local last, ended, before, first, earliest = unpack(redis.call('ZMSCORE', floors, unpack(at)))
  local instant = millis()
  if last and ended and instant + ended < math.max(1, apart) then
    instant = math.min(instant, -ended)
  elseif last and ended then
    if before and first then
      redis.call('ZADD', floors, before, 'o' .. tag, earliest or first, 'h' .. tag)
    end
    redis.call('ZADD', floors, last, 'p' .. tag, ended, 'j' .. tag)
  end
  redis.call('ZADD', floors, 'GT', now, 's' .. tag)
  redis.call('ZADD', floors, string.format('%.0f', -instant), 'i' .. tag)
end
