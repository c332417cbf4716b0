-- Holds units of one SKU at one location for one checkout, in place of what it held there.
--
-- KEYS    until, units, figure (stock.lua)
-- ARGV[2] checkout
-- ARGV[3] units wanted, >= 0
-- ARGV[4] how long, ms
-- ARGV[5] what stands behind it: 'standing', a payment: the hold is committing; 'entering', one that
--         may come to nothing: it may take what a committing one may, and counts as unpaid; 'none'
-- ARGV[6] on hand, ARGV[7] revision of that figure, ARGV[8] TTL of the figure, ms
-- ARGV[9] the share of the stock, in thousandths, that unpaid holds may take together
-- ARGV[10] how many ended holds to drop at most
-- ARGV[11] half-life of the demand, ms
-- Answer  {'held', now, until, units before, until before or 0, 1 if committing before, D}
--         {'short', now, units that this checkout could have, its own included, D}
--         D is the demand: {on hand, units of all holds, units wanted, units sold}, and how many
--         ended holds were dropped
--         {'again', now, dropped}: it would be short, but there are more ended holds to drop: call again
--         {'late', now}
-- Guarantees that the held units never grow past the newest figure, that a checkout's own hold does
-- not count against it, and that a hold does not shrink here: fewer units are wanted than are held,
-- so all are kept until adjust.lua says that the other SKUs were granted too; else others could
-- take units that have to be put back. Costs O(log n) in the number of holds.

if late() then
  return {'late', now}
end
mend()
local more = purge(tonumber(ARGV[10]))
local checkout, wanted, half_life = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[11])
local own, own_until, own_committing = hold(checkout)
learn(ARGV[6], ARGV[7], ARGV[8], half_life)

local function heard()
  local units_wanted, units_sold = demand(half_life)
  return {
    redis.call('HGET', FIGURE, 'onHand'), sum('#held'),
    string.format('%.6f', units_wanted), string.format('%.6f', units_sold),
    dropped
  }
end

local on_hand = tonumber(redis.call('HGET', FIGURE, 'onHand'))
-- A hold of ours that has ended but was not dropped yet is still in the sums; 'again' sees to it.
local available = on_hand - (sum('#held') - own)
if ARGV[5] == 'none' then
  local unpaid = sum('#unpaid') - (own_committing and 0 or own)
  available = math.min(available, math.floor(on_hand * ARGV[9] / 1000) - unpaid)
end
if wanted > available then
  if more then
    return {'again', now, dropped}
  end
  return {'short', now, math.max(available, 0), heard()}
end
local ends = now + tonumber(ARGV[4])
put(checkout, math.max(own, wanted), backed(ARGV[5], own_committing), ends)
if wanted > own then
  note(wanted - own, 0, half_life)
end
return {'held', now, ends, own, own_until or 0, own_committing and 1 or 0, heard()}
