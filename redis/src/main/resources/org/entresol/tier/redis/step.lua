-- Carries out one row of the write table that has no lease, ticket or pending write, without a
-- loop: most rows are such. KEYS: the sequence of its partition, the floor, the entry, its ticket,
-- its lease. ARGV: the channel ('' = nobody listens), this node, acts (absent, present, is the
-- entry wanted back), the version there must be ('-' = none), lifetimes, stamp, how many
-- milliseconds it stays after it has expired, its body, '-' if nobody may have the lease.
local channel, node, acts, version, lives, stamp, grace, body, right = unpack(ARGV)
local seqKey, floorKey, key, ticket, lease = unpack(KEYS)
local call, sub, pack = redis.call, string.sub, struct.pack
local seq, floor, old, holder = read(seqKey, floorKey, key, lease)
local kept, verdict = parse(old, floor, seqKey), 'm'
local act = sub(acts, kept and 2 or 1, kept and 2 or 1)
if right ~= '' and holder then
  kept, act, verdict = nil, '-', 'f'
elseif version ~= '' and version ~= (kept and sub(old, versionFrom, versionTo) or '-') then
  act, verdict = '-', 'o'
end
local ends = kept
if act == '-' then seq = number(seq) or 0 else seq = advance(seqKey, 1) end
if act == 'w' then
  ends = ending(struct.unpack('>i8', lives, kept and 9 or 1), kept)
  local before, after = compose(stamp, ends, born(stamp, kept and old, lives))
  local entry, stays = before .. pack('>I7', seq) .. after .. body, ends - millis() + grace
  if ends > 0 then call('SET', key, entry, 'PX', stays) else call('SET', key, entry) end
  noteTags(entry, seqKey)
  call('UNLINK', ticket)
elseif act ~= '-' then
  call('UNLINK', key, ticket)
end
if act ~= '-' and channel ~= '' then
  call('PUBLISH', channel, act .. node .. pack('>I7I2', seq, #key) .. key)
end
return { verdict .. act .. (kept and '1' or '0') .. (act == 'w' and '1' or '0')
  .. pack('>I7I6', seq, ends or 0)
  .. (kept and (verdict == 'o' or sub(acts, 3, 3) == '1') and old or '') }
