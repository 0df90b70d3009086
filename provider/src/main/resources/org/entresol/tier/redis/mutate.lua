-- Judges rows of the write table where the entries are. KEYS: of each the sequence and the entry.
-- ARGV from the 7th: acts (absent, present, is the entry wanted back, is it written behind), the
-- version there must be ('-' = none), lifetimes, stamp (flags, nonce, load duration), payload, load
-- ticket, key lease.
local function row(seqKey, key, acts, version, lives, stamp, payload, ticket, lease)
  local base, name = names(seqKey, key)
  local held, left = base .. 'x:' .. name, base .. 't:' .. name
  local seq, floor, old, pass, holder = read(seqKey, base .. 'floor', key, left, held)
  seq = number(seq)
  if lease ~= '' and holder ~= lease then return reply('f', '-', false, false, seq) end
  local kept, past = alive(old, floor), lies(old, floor)
  local told = past and absence(old) and 'w' -- other nodes may believe in it
  if not kept then old = '' end
  if version ~= '' and version ~= (kept and string.sub(old, 4, 16) or '-') then
    return reply('o', '-', kept, false, seq, kept, old)
  end
  local act = string.sub(acts, kept and 2 or 1, kept and 2 or 1)
  local wanted = string.sub(acts, 3, 3) == '1' and old or ''
  if not fits(base, name, acts, act, stamp, payload) then
    return reply('b', '-', kept, false, seq, kept, wanted)
  end
  if lease ~= '' then redis.call('DEL', held) end
  local judged = ticket ~= '' and act == 'l'
  if judged and (holder and holder ~= lease or revoked(pass, ticket, floor)) then
    return reply('r', '-', kept, false, seq, kept, wanted)
  end
  if pass and act ~= '-' and act ~= 't' then redis.call('DEL', left) end
  local ends
  seq, ends = carryOut(act, key, seqKey, seq, old, kept, past, told, lives, stamp, payload)
  return reply('m', act, kept, ends and (act == 'w' or act == 'l'), seq, ends, wanted)
end
local replies = {}
for i = 1, #KEYS / 2 do
  replies[i] = row(KEYS[2 * i - 1], KEYS[2 * i], unpack(ARGV, 7 * i, 7 * i + 6))
end
return replies
