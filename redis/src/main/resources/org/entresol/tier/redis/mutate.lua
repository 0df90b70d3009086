-- Judges rows of the write table and carries them out; to make a table of each would cost time.
local sub, call, replies = string.sub, redis.call, {}
for row = 1, count do
  local base, name, seqKey, key = keysOf(row)
  local acts, version, lives, stamp, body, ticket, lease = unpack(rows, 7 * row, 7 * row + 6)
  local held, left = base .. 'x:' .. name, base .. 't:' .. name
  local seq, floor, old, pass, holder = read(seqKey, base .. 'floor', key, left, held)
  local over, kept, lies, absent = nil, parse(old, floor, seqKey)
  if #version > 12 then kept, absent, version, over = passed(version, old, kept, absent) end
  local act = sub(acts, kept and 2 or 1, kept and 2 or 1)
  seq, old = number(seq), kept and old or ''
  local verdict = lease ~= '' and (holder or '-') ~= lease and 'f'
    or version ~= '' and version ~= (kept and sub(old, versionFrom, versionTo) or '-') and 'o'
    or sub(acts, 4) == '1' and (act == 'w' or act == 'd') and not enqueue(base, most,
      millis() + delay,
      {name, pending(act, '\0' .. sub(stamp, 3, 7), payloadOf(stamp, body))}) and 'b'
    or ticket ~= '' and act == 'l' and (holder and holder ~= lease
      or late(leftAt(pass, ticket), floor, seqKey, tagsOf(stamp, body))) and 'r' or 'm'
  if holder == lease and (verdict == 'm' or verdict == 'r') then call('DEL', held) end
  if verdict == 'f' then kept, old = nil, '' end
  if verdict ~= 'm' or over and act == 'l' then act = '-' end
  if pass and act ~= '-' and act ~= 't' then call('DEL', left) end
  local ends, change = changed(act, lives, kept, lies)
  if change == 'w' then
    local told = act == 'w' or sub(acts, 2, 2) == 'l' or kept or lies and absent
    if told or not seq then seq = advance(seqKey, 1) end
    local before, after = compose(stamp, ends, born(stamp, kept and old, lives))
    local entry = before .. struct.pack('>I7', seq) .. after .. body
    put(key, entry, ends, seqKey)
    if told then announce('w', seq, key, values(old, entry)) end
  end
  if change == 't' then move(key, old, ends, grace) end
  if change == 'd' or change == 'x' then seq = remove(change, seqKey, key, old) end
  replies[row] = verdict .. act .. (kept and '1' or '0') .. (change == 'w' and '1' or '0')
    .. struct.pack('>I7I6', seq or 0, ends or 0)
    .. ((verdict == 'o' or sub(acts, 3, 3) == '1') and old or '')
end
announceTold()
return replies
