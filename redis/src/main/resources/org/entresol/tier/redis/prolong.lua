-- Prolongs load locks, which are Redisson's, as long as their owner has them. KEYS: the locks.
-- ARGV: the owner's name in them, and the milliseconds that they last from now on.
local owner, length = unpack(ARGV)
for _, key in ipairs(KEYS) do
  if redis.call('HEXISTS', key, owner) == 1 then redis.call('PEXPIRE', key, length) end
end
return {}
