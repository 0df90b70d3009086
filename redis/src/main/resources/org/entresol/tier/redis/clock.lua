-- The server's time in milliseconds, which stands still while a script runs.
local now
local function millis()
  if not now then
    local time = redis.call('TIME')
    now = time[1] * 1000 + math.floor(time[2] / 1000)
  end
  return now
end
