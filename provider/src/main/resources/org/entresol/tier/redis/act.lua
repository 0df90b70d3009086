-- Carries an act out on an entry. told: which news of a stored one others must hear, if not that of
-- the act.
local function carryOut(act, key, seqKey, seq, old, kept, past, told, lives, stamp, payload)
  local ends, creation, update, access = kept, struct.unpack('>i8i8i8', lives)
  if act == 'w' or act == 'l' then
    ends = ending(kept and update or creation, kept)
    if ends then seq = store(told or act, key, seqKey, seq, old, ends, stamp, payload) end
  elseif kept and act == 't' and access ~= -2 then
    ends = ending(access, kept)
    seq = touch(key, seqKey, seq, old, ends)
  end
  local drop = act == 'x'
  local gone = drop or act == 'd' or not ends and (act == 'w' or act == 'l')
  -- Others may have near still what was evicted here.
  if gone and (past or act ~= 'l') then seq = remove(drop and 'x' or 'd', key, seqKey, seq, old) end
  return seq, ends
end
