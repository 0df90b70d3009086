-- Unlinks entries that a clear or recall has dropped.
for i = 1, count do
  local base, _, seqKey, key = keysOf(i)
  local floor, entry = read(base .. 'floor', key)
  local _, lies, _, seq = parse(entry, floor, seqKey)
  if seq and not lies then redis.call('UNLINK', key) end
end
return {}
