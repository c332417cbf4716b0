-- Drops one checkout from a part of the agenda.
--
-- KEYS[1] due    sorted set: checkouts by when they are due, microseconds of Redis' clock
-- KEYS[2] since  hash: checkouts with when they were first entered, microseconds
-- ARGV[2] checkout
-- ARGV[3] mark
-- Answer  {'dropped', now}, {'kept', now} or {'late', now}
-- Guarantees that an entry made, or taken, since the mark was given stays.

if late() then
  return {'late', now}
end
local due = redis.call('ZSCORE', KEYS[1], ARGV[2])
if not due or tonumber(due) ~= tonumber(ARGV[3]) then
  return {'kept', now}
end
redis.call('ZREM', KEYS[1], ARGV[2])
redis.call('HDEL', KEYS[2], ARGV[2])
return {'dropped', now}
