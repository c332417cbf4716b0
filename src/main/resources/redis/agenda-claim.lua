-- Takes what is due from a part of the agenda.
--
-- KEYS[1] due    sorted set: checkouts by when they are due, microseconds of Redis' clock
-- KEYS[2] since  hash: checkouts with when they were first entered, microseconds
-- ARGV[2] most entries to take
-- ARGV[3] after how long what is taken is due again, ms
-- Answer  {'claimed', now, ms that the first is overdue, then checkout, mark, since of each} or
--         {'late', now}
-- Guarantees that what is taken isn't due for anybody else until then.

if late() then
  return {'late', now}
end
local found = redis.call(
  'ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', micros), 'WITHSCORES', 'LIMIT', 0, ARGV[2])
local overdue = found[2] and math.floor((micros - tonumber(found[2])) / 1000) or 0
local answer = {'claimed', now, overdue}
for at = 1, #found, 2 do
  local mark = micros + tonumber(ARGV[3]) * 1000
  redis.call('ZADD', KEYS[1], string.format('%.0f', mark), found[at])
  answer[#answer + 1] = found[at]
  answer[#answer + 1] = mark
  answer[#answer + 1] = tonumber(redis.call('HGET', KEYS[2], found[at]) or micros)
end
return answer
