-- Takes a turn at something that one instance is to do at a time.
--
-- KEYS[1] taken  string
-- ARGV[2] how long the turn lasts, ms
-- Answer  {'taken', now}, {'waiting', now} or {'late', now}

if late() then
  return {'late', now}
end
if redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[2]) then
  return {'taken', now}
end
return {'waiting', now}
