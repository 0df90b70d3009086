-- What a script is called for. KEYS: of each the sequence and the entry.
local count = #KEYS / 2
-- What all names of the partition begin with, the own name of the entry, and both keys.
local function keysOf(place)
  local seqKey, key = KEYS[2 * place - 1], KEYS[2 * place]
  local base, own = partition(seqKey)
  return base, string.sub(key, own), seqKey, key
end
