-- What a load's ticket is worth, how an instant is moved, and the answer to a row.
local function touch(key, seqKey, seq, old, ends)
  if not ends then return remove(key, seqKey, seq, old) end
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
local function reply(verdict, act, found, stored, seq, ends, entry)
  return verdict .. act .. (found and '1' or '0') .. (stored and '1' or '0')
    .. struct.pack('>I7I6', seq or 0, ends or 0) .. (entry or '')
end
