-- Takes load tickets away again that still stand. KEYS: sequence and entry of each. ARGV: tickets.
for i = 1, #KEYS / 2 do
  local base, name = names(KEYS[2 * i - 1], KEYS[2 * i])
  local key = base .. 't:' .. name
  local all, left = read(key) or '', ''
  for j = 1, #all, 15 do
    if string.sub(all, j, j + 7) ~= ARGV[i] then left = left .. string.sub(all, j, j + 14) end
  end
  if left == '' then
    redis.call('DEL', key)
  elseif left ~= all then
    redis.call('SET', key, left, 'KEEPTTL')
  end
end
return {}
