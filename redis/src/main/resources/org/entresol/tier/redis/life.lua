-- How long entries live.
-- The instant after a lifetime (-2 = unchanged, -1 = eternal), nil when it is over at once.
local function ending(life, kept)
  if life == -2 then return kept or 0 end
  if life == -1 then return 0 end
  return life > 0 and millis() + life or nil
end
-- When the life began of what takes an old entry's place: what leaves the end of that unchanged
-- goes on with its life. nil for now, and where nobody asks or the old entry does not say it.
local function born(stamp, old, lives)
  if string.byte(stamp, 2) % 8 < 4 or not old then return nil end
  local flags, goesOn = string.byte(old, 2), '\255\255\255\255\255\255\255\254'
  return flags % 8 > 3 and string.sub(lives, 9, 16) == goesOn
    and struct.unpack('>I6', old, flags % 4 > 1 and 21 or 15) or nil
end
