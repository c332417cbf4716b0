-- Put in front of every script.
--
-- ARGV[1] is always the latest time at which the script may still act, in ms of Redis' clock; 0 for
-- none. A call that waited longer (a paused server, a full socket) belongs to a caller who has given
-- up: it must not change what somebody did since. Every answer begins with a word and this clock;
-- the word 'late' means that nothing was done.

local time = redis.call('TIME')
local micros = time[1] * 1000000 + time[2]
local now = math.floor(micros / 1000)

local function late()
  local latest = tonumber(ARGV[1])
  return latest > 0 and now > latest
end
