-- What is asked of rows. ARGV: the channel ('' = nobody listens), this node, whether values are
-- told, how many milliseconds entries stay after they have expired, how many a pending write waits
-- for later ones of its key, and how many of them a partition may have; then of each row, from the
-- 7th on: acts (absent, present, is the entry wanted back, is it written behind), the version there
-- must be ('-' = none) and then, after a '!', the one that counts as none, lifetimes, stamp,
-- body, load ticket, key lease ('-' = nobody may have one).
local rows = ARGV
local channel, node, tellsValues, grace, delay, most = unpack(ARGV, 1, 6)
