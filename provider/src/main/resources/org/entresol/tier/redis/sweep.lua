-- Unlinks entries below the floor of their partition. KEYS: sequence and entry of each.
for i = 1, #KEYS / 2 do
  local base = names(KEYS[2 * i - 1], KEYS[2 * i])
  local floor, entry = read(base .. 'floor', KEYS[2 * i])
  if number(floor) and entry and #entry >= 32
    and struct.unpack('>I7', entry, 4) < number(floor) then
    redis.call('UNLINK', KEYS[2 * i])
  end
end
return {}
