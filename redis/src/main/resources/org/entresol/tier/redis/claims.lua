-- A claim of a partition's pending writes lies under q:own and is, big-endian: its owner 8, a
-- fencing token 7, of which q:fence has the last one, and the instant of its end 6. It has no time
-- to live: a server that evicts what has one would give the right to write to a second node.
local claimBytes = 15
local function claimOf(owner, token)
  return owner .. struct.pack('>I7', token)
end
local function ownerOf(claim)
  return string.sub(claim, 1, 8)
end
local function tokenOf(claim)
  return (struct.unpack('>I7', claim, 9))
end
-- The claim that stands, without its end; nil for none.
local function standing(own)
  local sound = own and #own == claimBytes + 6
  return sound and struct.unpack('>I6', own, claimBytes + 1) > millis()
    and string.sub(own, 1, claimBytes) or nil
end
-- A change that needs no memory goes first: Redis lets the others pass then if it has none left.
local function makePass(queue)
  redis.call('ZREM', queue .. ':due', '')
end
local function keep(queue, claim, length)
  redis.call('SET', queue .. ':own', claim .. struct.pack('>I6', millis() + length))
end
