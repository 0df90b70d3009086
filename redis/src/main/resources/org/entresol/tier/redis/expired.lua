-- When the entries of each tag have expired: the last time is 's' and its hash, with the instant as
-- a negative number by 'i'; the one before, 'p' and 'j'; and all before that as one, 'o' and 'h'.
-- When an entry of a tag has expired first, as a negative number; nil if that is not known.
local function expiredAt(floors, tag, since)
  local names = { 'i' .. tag, 'p' .. tag, 'j' .. tag, 'o' .. tag, 'h' .. tag }
  local at = redis.call('ZMSCORE', floors, unpack(names))
  local before = at[2] and at[3] and tonumber(at[2]) > since
  local first = at[4] and at[5] and tonumber(at[4]) > since
  return tonumber(first and at[5] or before and at[3] or at[1] or nil)
end
