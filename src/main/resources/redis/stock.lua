-- Put in front of every script over one SKU at one location; all its keys are in one slot.
--
-- KEYS[1] until   sorted set: checkout -> when its hold ends, ms; a hold ends AT that time
-- KEYS[2] units   hash: checkout -> units, "3" or, committing, "3c"; and two running sums, so that
--                 no call has to look at every hold: '#held' of all, '#unpaid' without committing
-- KEYS[3] figure  hash: onHand, revision: the inventory provider's word; and the demand: 'wanted',
--                 units newly held, and 'sold', units by which the figure fell, both halved each
--                 half-life that has passed since 'at', ms
--
-- The first two live and die together: their TTL is that of the longest hold.

local UNTIL, UNITS, FIGURE = KEYS[1], KEYS[2], KEYS[3]

-- Either may have been evicted by a Redis that is short of memory; one without the other is nothing.
local function mend()
  if redis.call('EXISTS', UNTIL, UNITS) == 1 then
    redis.call('DEL', UNTIL, UNITS)
  end
end

local function parse(value)
  if not value then
    return 0, false
  end
  return tonumber(string.match(value, '^%d+')), string.sub(value, -1) == 'c'
end

-- Differences are written 0 - n: the text of Lua's -0 is no integer to Redis.
local function add(units, committing)
  redis.call('HINCRBY', UNITS, '#held', units)
  if not committing then
    redis.call('HINCRBY', UNITS, '#unpaid', units)
  end
end

local function sum(name)
  return tonumber(redis.call('HGET', UNITS, name) or '0')
end

-- Units, when they end (false without a hold), committing. One that has ended is none.
local function hold(checkout)
  local ends = tonumber(redis.call('ZSCORE', UNTIL, checkout) or '0')
  if ends <= now then
    return 0, false, false
  end
  local units, committing = parse(redis.call('HGET', UNITS, checkout))
  return units, ends, committing
end

-- Whether a hold is committing, by what stands behind it: a payment that only begins changes nothing.
local function backed(backing, was_committing)
  return backing == 'standing' or (backing == 'entering' and was_committing)
end

local function drop(checkout)
  local value = redis.call('HGET', UNITS, checkout)
  if value then
    local units, committing = parse(value)
    redis.call('HDEL', UNITS, checkout)
    add(0 - units, committing)
  end
  redis.call('ZREM', UNTIL, checkout)
  if redis.call('EXISTS', UNTIL) == 0 then
    redis.call('DEL', UNITS)
  end
end

local function put(checkout, units, committing, ends)
  drop(checkout)
  if units > 0 then
    redis.call('HSET', UNITS, checkout, string.format('%.0f', units) .. (committing and 'c' or ''))
    redis.call('ZADD', UNTIL, ends, checkout)
    add(units, committing)
    local ttl = ends - now + 1000
    if redis.call('PTTL', UNTIL) < ttl then
      redis.call('PEXPIRE', UNTIL, ttl)
      redis.call('PEXPIRE', UNITS, ttl)
    end
  end
end

-- How many ended holds this call has dropped.
local dropped = 0

-- Drops at most `limit` holds that have ended; says whether there may be more.
local function purge(limit)
  local ended = redis.call('ZRANGEBYSCORE', UNTIL, '-inf', now, 'LIMIT', 0, limit)
  if #ended == 0 then
    return false
  end
  local held, unpaid = 0, 0
  for _, value in ipairs(redis.call('HMGET', UNITS, unpack(ended))) do
    local units, committing = parse(value)
    held = held + units
    unpaid = unpaid + (committing and 0 or units)
  end
  dropped = dropped + #ended
  redis.call('HDEL', UNITS, unpack(ended))
  redis.call('ZREM', UNTIL, unpack(ended))
  redis.call('HINCRBY', UNITS, '#held', 0 - held)
  redis.call('HINCRBY', UNITS, '#unpaid', 0 - unpaid)
  if redis.call('EXISTS', UNTIL) == 0 then
    redis.call('DEL', UNITS)
  end
  return #ended == limit
end

-- Decimal digits, without leading zeros, of any length: a Lua number is exact up to 2^53 only.
local function at_least(a, b)
  return #a > #b or (#a == #b and a >= b)
end

-- Units wanted and sold, as they count by now.
local function demand(half_life)
  local found = redis.call('HMGET', FIGURE, 'wanted', 'sold', 'at')
  local left = 0.5 ^ (math.max(now - tonumber(found[3] or now), 0) / half_life)
  return tonumber(found[1] or '0') * left, tonumber(found[2] or '0') * left
end

local function note(newly_wanted, newly_sold, half_life)
  local wanted, sold = demand(half_life)
  redis.call('HSET', FIGURE, 'at', now,
    'wanted', string.format('%.6f', wanted + newly_wanted),
    'sold', string.format('%.6f', sold + newly_sold))
end

-- Writes the provider's figure unless a newer one is known. By what it falls was sold, here or
-- elsewhere.
local function learn(on_hand, revision, ttl, half_life)
  local known = redis.call('HMGET', FIGURE, 'revision', 'onHand')
  if not known[1] or at_least(revision, known[1]) then
    redis.call('HSET', FIGURE, 'onHand', on_hand, 'revision', revision)
    local fell = tonumber(known[2] or on_hand) - tonumber(on_hand)
    if fell > 0 then
      note(0, fell, tonumber(half_life))
    end
  end
  redis.call('PEXPIRE', FIGURE, ttl)
end
