-- Unlinks entries below the floor of their partition.
for i = 1, count do
  local base, _, _, key = keysOf(i)
  local floor, entry = read(base .. 'floor', key)
  local _, _, _, seq = parse(entry, floor)
  if number(floor) and seq and seq < number(floor) then redis.call('UNLINK', key) end
end
return {}
