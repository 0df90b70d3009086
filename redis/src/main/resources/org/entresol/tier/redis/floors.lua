-- Reads what was recalled in a partition since a sequence. KEYS: its sequence. ARGV: that sequence.
-- The answer: the last recall ('' = lost), since when all is known ('' = it is lost), how many tags
-- that is, and of each that was recalled later how with its hash, the sequence, and the instant at
-- which its entries have expired ('' = they were dropped).
local asked = unpack(ARGV)
local base = partition(KEYS[1])
local bounds = redis.pcall('ZMSCORE', base .. 'g', '-')
if bounds.err or not bounds[1] then return { read(base .. 'ge') or '', '' } end
local replies = { read(base .. 'ge') or '', string.format('%.0f', tonumber(bounds[1])) }
replies[3] = string.format('%.0f', redis.call('ZCARD', base .. 'g'))
local later = redis.call('ZRANGEBYSCORE', base .. 'g', '(' .. asked, '+inf', 'WITHSCORES')
for i = 1, #later, 2 do
  if #later[i] == 9 then
    local instant = instantOf(base .. 'g', later[i])
    replies[#replies + 1] = later[i]
    replies[#replies + 1] = string.format('%.0f', tonumber(later[i + 1]))
    replies[#replies + 1] = instant and string.format('%.0f', -tonumber(instant)) or ''
  end
end
return replies
