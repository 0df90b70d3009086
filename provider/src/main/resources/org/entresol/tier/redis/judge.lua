-- What a load's ticket is worth, how an instant is moved, and the answer to a row.
local function touch(key, seqKey, seq, old, ends)
  if not ends then return remove(key, seqKey, seq, old) end
  redis.call('SETRANGE', key, 22, struct.pack('>I6', ends))
  if ends > 0 then redis.call('PEXPIREAT', key, ends) else redis.call('PERSIST', key) end
  return seq
end
local function revoked(pass, ticket, floor)
  return not pass or string.sub(pass, 1, 8) ~= ticket
    or tonumber(string.sub(pass, 9)) < (number(floor) or 0)
end
local function reply(verdict, act, found, stored, seq, ends, entry)
  return verdict .. act .. (found and '1' or '0') .. (stored and '1' or '0')
    .. struct.pack('>I7I6', seq or 0, ends or 0) .. (entry or '')
end
