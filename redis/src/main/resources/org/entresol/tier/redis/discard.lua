-- Takes load tickets away again that still stand. ARGV: the tickets, 8 bytes each.
local tickets = unpack(ARGV)
for i = 1, count do
  local base, name = keysOf(i)
  local key, ticket = base .. 't:' .. name, string.sub(tickets, 8 * i - 7, 8 * i)
  local all, left = read(key) or '', ''
  for j = 1, #all, 15 do
    if string.sub(all, j, j + 7) ~= ticket then left = left .. string.sub(all, j, j + 14) end
  end
  if left == '' then
    redis.call('DEL', key)
  elseif left ~= all then
    redis.call('SET', key, left, 'KEEPTTL')
  end
end
return {}
