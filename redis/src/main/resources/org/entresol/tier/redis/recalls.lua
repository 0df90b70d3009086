-- What was recalled by its tags. In a partition 'ge' is the sequence of the last recall, or with a
-- minus that since which there are tags; entries from there on are in force. The sorted set 'g' has
-- the sequence at which the entries of each tag were dropped last, by 't' and its hash, and those
-- at which they have expired; entries before '-' and loads before '+' are gone, since more may have
-- been recalled then.
-- The hashes of the tags that bytes say from a place on, by their number (1 byte) and hashes (8
-- each); nil for none.
local function tagsIn(bytes, at)
  local count, tags = string.byte(bytes, at) or 0, {}
  if count == 0 or #bytes < at + 8 * count then return nil end
  for i = at + 1, at + 8 * count, 8 do tags[#tags + 1] = string.sub(bytes, i, i + 7) end
  return tags
end
-- What recalls of some tags after a sequence have made of an entry or of a load: true if it is
-- gone, the instant if it has expired, false if there was none.
local function recalled(seqKey, tags, since, loads)
  local base = string.sub(seqKey, 1, -4)
  local epoch = read(base .. 'ge')
  local last = epoch and number((string.gsub(epoch, '^-', ''))) or nil
  if last and last <= since then return false end
  local names = {}
  for i, tag in ipairs(tags) do names[i], names[#tags + i] = 't' .. tag, 's' .. tag end
  local floors = redis.pcall('ZMSCORE', base .. 'g', loads and '+' or '-', '-', unpack(names))
  if floors.err or not floors[2] then
    return not loads or last ~= nil and string.sub(epoch, 1, 1) ~= '-'
  end
  floors[2] = false
  local expired = false
  for i = 1, #names + 2 do
    if floors[i] and tonumber(floors[i]) > since then
      local tag = tags[i - 2 - #tags]
      local instant = tag and expiredAt(base .. 'g', tag, since)
      if not instant then return true end
      expired = math.min(expired or -instant, -instant)
    end
  end
  return expired
end
