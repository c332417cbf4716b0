-- Writes the record of one checkout, if nobody else did since it was read.
--
-- KEYS[1] record  hash: version, body, owner, lease (its end, ms)
-- ARGV[2] the version that was read; 0: there was none
-- ARGV[3] body
-- ARGV[4] who writes
-- ARGV[5] for how long nobody else may write, ms; 0 gives the lease up
-- ARGV[6] TTL, ms
-- Answer  {'saved', now, new version}, {'conflict', now} or {'late', now}
-- Guarantees that of any number of writers of one version exactly one succeeds, that a lease keeps
-- everybody else out until it ends, and that no version is ever used twice, not even after all of
-- Redis was lost: it is at least the time in microseconds.

if late() then
  return {'late', now}
end
local found = redis.call('HMGET', KEYS[1], 'version', 'owner', 'lease')
local version = tonumber(found[1] or '0')
if version ~= tonumber(ARGV[2]) then
  return {'conflict', now}
end
if tonumber(found[3] or '0') > now and found[2] ~= ARGV[4] then
  return {'conflict', now}
end
local lease = tonumber(ARGV[5])
version = math.max(version + 1, micros)
redis.call('HSET', KEYS[1],
  'version', string.format('%.0f', version), 'body', ARGV[3],
  'owner', ARGV[4], 'lease', lease > 0 and string.format('%.0f', now + lease) or '0')
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return {'saved', now, version}
