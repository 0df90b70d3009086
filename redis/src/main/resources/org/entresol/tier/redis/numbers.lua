-- What lies under keys, and numbers in it.
-- The number that a text is, if it is nothing but digits; nil otherwise, as it is not our doing.
local function number(text)
  return text and #text <= 18 and string.find(text, '^%d+$') and tonumber(text) or nil
end
-- What lies under keys; false for nothing, and for what is no string.
local function read(...)
  return unpack(redis.call('MGET', ...))
end
