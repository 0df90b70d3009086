-- What a load's ticket is worth, how an instant is moved, what the source is told later, and the
-- answer to a row. ARGV has from the 5th how many milliseconds a pending write waits for later ones
-- of its key, and how many of them a partition may have.
local function touch(key, seqKey, seq, old, ends)
  if not ends then return remove('d', key, seqKey, seq, old) end
  redis.call('SETRANGE', key, 22, struct.pack('>I6', ends))
  if ends > 0 then redis.call('PEXPIREAT', key, ends + ARGV[4]) else redis.call('PERSIST', key) end
  return seq
end
local function revoked(pass, ticket, floor)
  for i = 1, pass and #pass % 15 == 0 and #pass or 0, 15 do
    if string.sub(pass, i, i + 7) == ticket then
      return struct.unpack('>I7', pass, i + 8) < (number(floor) or 0)
    end
  end
  return true
end
-- Whether there is room for the pending write that an act leaves, if any; it is left then.
local function fits(base, name, acts, act, stamp, payload)
  if string.sub(acts, 4) ~= '1' or act ~= 'w' and act ~= 'd' then return true end
  local record = 'Q\1' .. act .. '\0' .. string.sub(stamp, 2, 7) .. (act == 'w' and payload or '')
  return enqueue(base, tonumber(ARGV[6]), millis() + ARGV[5], {name, record})
end
local function reply(verdict, act, found, stored, seq, ends, entry)
  return verdict .. act .. (found and '1' or '0') .. (stored and '1' or '0')
    .. struct.pack('>I7I6', seq or 0, ends or 0) .. (entry or '')
end
