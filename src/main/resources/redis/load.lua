-- Reads the record of one checkout.
--
-- KEYS[1] record  hash: version, body, owner, lease (its end, ms)
-- Answer  {'loaded', now, version or 0, body, lease owner, ms that the lease still runs}; an owner
--         only while the lease runs

local found = redis.call('HMGET', KEYS[1], 'version', 'body', 'owner', 'lease')
local left = tonumber(found[4] or '0') - now
return {
  'loaded', now, tonumber(found[1] or '0'), found[2], left > 0 and found[3], math.max(left, 0)
}
