-- Enters one checkout into a part of the agenda.
--
-- KEYS[1] due    sorted set: checkouts by when they are due, microseconds of Redis' clock
-- KEYS[2] since  hash: checkouts with when they were first entered, microseconds
-- ARGV[2] checkout
-- ARGV[3] in how long it is due, ms
-- ARGV[4] 'new': only if it isn't there yet
-- ARGV[5] TTL, ms
-- Answer  {'entered', now, mark}, {'there', now, 0} or {'late', now}
-- Guarantees that no two entries of a checkout have the same mark.

if late() then
  return {'late', now}
end
local before = redis.call('ZSCORE', KEYS[1], ARGV[2])
if before and ARGV[4] == 'new' then
  return {'there', now, 0}
end
local due = micros + tonumber(ARGV[3]) * 1000
if before and tonumber(before) == due then
  due = due + 1
end
redis.call('ZADD', KEYS[1], string.format('%.0f', due), ARGV[2])
redis.call('HSETNX', KEYS[2], ARGV[2], string.format('%.0f', micros))
redis.call('PEXPIRE', KEYS[1], ARGV[5])
redis.call('PEXPIRE', KEYS[2], ARGV[5])
return {'entered', now, due}
