-- How the keys of a partition are named: 'seq' ends the name of its sequence, and 'e:' with a name
-- of their own those of its entries.
-- What all of them begin with, and at which place the own name of an entry begins.
local function partition(seqKey)
  return string.sub(seqKey, 1, -4), #seqKey
end
