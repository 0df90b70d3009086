-- What is behind the header of an entry that is to be written: its tags, nil for none, and the
-- payload without them.
local function tagsOf(stamp, body)
  return string.byte(stamp, 2) > 15 and tagsIn(body, 1) or nil
end
local function payloadOf(stamp, body)
  return string.byte(stamp, 2) > 15 and string.sub(body, 2 + 8 * string.byte(body)) or body
end
