-- Makes the sequences of partitions that have none. KEYS: the sequences.
for _, seqKey in ipairs(KEYS) do
  if not number(read(seqKey)) then advance(seqKey, 1) end
end
return {}
