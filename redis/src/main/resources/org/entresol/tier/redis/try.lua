-- Tries what scripts and nodes call, on keys of its own that it takes away again.
-- KEYS: the sequence of a partition that no cache has. ARGV: the channel and a message that nobody
-- heeds. The answer: each command that is refused, and what is said of it.
local channel, message = unpack(ARGV)
local text, base = KEYS[1], partition(KEYS[1])
local hash, sorted = base .. 'q', base .. 'g'
local replies = {}
for _, call in ipairs({
  { 'time' }, { 'publish', channel, message },
  { 'set', text, '1' }, { 'mset', text, '1' }, { 'get', text }, { 'mget', text },
  { 'incrby', text, 1 }, { 'setrange', text, 0, '1' }, { 'exists', text },
  { 'pexpire', text, 60000 }, { 'pexpireat', text, 60000 }, { 'pttl', text }, { 'persist', text },
  { 'hset', hash, 'f', '1' }, { 'hsetnx', hash, 'f', '1' }, { 'hincrby', hash, 'f', 1 },
  { 'hget', hash, 'f' }, { 'hmget', hash, 'f' }, { 'hexists', hash, 'f' }, { 'hlen', hash },
  { 'hkeys', hash }, { 'hdel', hash, 'f' },
  { 'zadd', sorted, 1, 'm' }, { 'zscore', sorted, 'm' }, { 'zmscore', sorted, 'm' },
  { 'zcard', sorted }, { 'zrange', sorted, 0, 0 }, { 'zrangebyscore', sorted, 0, 1 },
  { 'zrem', sorted, 'm' }, { 'unlink', text, hash, sorted }, { 'del', text, hash, sorted },
}) do
  local reply = redis.pcall(unpack(call))
  if type(reply) == 'table' and reply.err then
    replies[#replies + 1] = call[1]
    replies[#replies + 1] = reply.err
  end
end
return replies
