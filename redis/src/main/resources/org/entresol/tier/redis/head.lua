-- How entries begin: nothing of what is none. KEYS: their names. ARGV: how many bytes.
local most = unpack(ARGV)
local heads = {}
for i, bytes in ipairs(redis.call('MGET', unpack(KEYS))) do
  heads[i] = bytes and string.sub(bytes, 1, tonumber(most))
end
return heads
