-- A claim of a partition's pending writes lies under q:own and is, big-endian: its owner 8, and a
-- fencing token 7, of which q:fence has the last one.
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
