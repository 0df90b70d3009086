-- What a load's ticket is worth, and what an act changes.
-- The sequence at which a ticket was left; nil when it does not stand any more.
local function leftAt(pass, ticket)
  for i = 1, pass and #pass % 15 == 0 and #pass or 0, 15 do
    if string.sub(pass, i, i + 7) == ticket then return (struct.unpack('>I7', pass, i + 8)) end
  end
end
-- Whether a load that began at a sequence is late: after a clear, or a recall of one of its tags.
local function late(since, floor, seqKey, tags)
  return not since or since < (number(floor) or 0)
    or tags and recalled(seqKey, tags, since, true)
end
-- Whether an entry counts that may be the one to pass over, and the rest of what the row says.
local function passed(version, old, kept, absent)
  local over = kept and string.sub(version, -12) == string.sub(old, versionFrom, versionTo)
  return not over and kept or nil, absent, string.sub(version, 1, -14), over
end
-- When the entry ends after an act, and what is to be done: 'w' = it is stored, 't' = it is moved
-- in time, 'd' and 'x' = it is removed.
local function changed(act, lives, kept, lies)
  local stores, moves = act == 'w' or act == 'l', act == 't'
  if not stores and not (moves and kept) then return kept, moves and '-' or act end
  local creation, update, access = struct.unpack('>i8i8i8', lives)
  if moves and access == -2 then return kept, '-' end
  local ends = ending(moves and access or kept and update or creation, kept)
  if ends then return ends, stores and 'w' or 't' end
  -- Others may have near still what was evicted here.
  return nil, (lies or act ~= 'l') and 'd' or '-'
end
