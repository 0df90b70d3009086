-- A pending write, which the source has not got yet, is, big-endian: 'Q', format 1, kind 1 ('w' or
-- 'd'), tries in vain 1, nonce 6, payload.
local function pending(kind, nonce, payload)
  return 'Q\1' .. kind .. '\0' .. nonce .. (kind == 'w' and payload or '')
end
