-- What is behind the header of an entry that is to be written: its tags, nil for none, and the
-- payload without them.
local function tagsOf(head, body)
  return string.sub(head, 2, 2) == '\2' and tagsIn(body, 1) or nil
end
local function payloadOf(head, body)
  return string.sub(head, 2, 2) == '\2' and string.sub(body, 2 + 8 * string.byte(body)) or body
end
