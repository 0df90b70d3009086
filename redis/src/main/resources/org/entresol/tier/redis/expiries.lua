-- What of the recalls says when entries have expired.
-- By what names the instants are known that belong to sequences.
local instants = { s = 'i', p = 'j', o = 'h' }
-- The instant of one of these as a negative number; nil for what is none.
local function instantOf(floors, name)
  local kind = instants[string.sub(name, 1, 1)]
  return kind and redis.call('ZSCORE', floors, kind .. string.sub(name, 2)) or nil
end
