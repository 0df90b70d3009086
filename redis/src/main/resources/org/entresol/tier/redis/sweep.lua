-- Unlinks entries that a clear or recall has dropped, or has let expire so long ago that they are
-- of no use any more. ARGV: how many milliseconds they may be of use after they have expired.
local grace = unpack(ARGV)
for i = 1, count do
  local base, _, seqKey, key = keysOf(i)
  local floor, entry = read(base .. 'floor', key)
  local _, lies, _, seq, expired = parse(entry, floor, seqKey)
  if seq and (not lies or expired and expired + grace <= millis()) then
    redis.call('UNLINK', key)
  end
end
return {}
