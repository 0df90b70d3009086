-- How long entries live.
-- The instant after a lifetime (-2 = unchanged, -1 = eternal), nil when it is over at once.
local function ending(life, kept)
  if life == -2 then return kept or 0 end
  if life == -1 then return 0 end
  return life > 0 and millis() + life or nil
end
-- The instants of creation and expiry. What leaves the end of an old entry unchanged goes on with
-- its life, and was created when that was.
local function instants(old, lives, ends)
  local created = old and string.sub(lives, 9, 16) == '\255\255\255\255\255\255\255\254'
    and string.sub(old, 17, 22) or struct.pack('>I6', millis())
  return created .. struct.pack('>I6', ends)
end
