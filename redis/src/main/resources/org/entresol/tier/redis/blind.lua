-- What is asked of blind stores. KEYS: the sequences of partitions, then the entries, partition by
-- partition. ARGV: the channel ('' = nobody listens), this node, the stamp and the lifetime (-1 =
-- eternal) of all, how many milliseconds they stay after that, how many entries each partition has
-- (2 bytes each), how many milliseconds their pending writes wait for later ones, how many of them
-- a partition may have ('' = none are left), then the payloads.
local keys, payloads = KEYS, ARGV
local channel, node, stamp, life, grace, counts, delay, most = unpack(ARGV, 1, 8)
local partitions = #counts / 2
-- Where the first entry is, and how much further its payload.
local first, toPayload = partitions + 1, 8 - partitions
