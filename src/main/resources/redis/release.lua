-- Gives back what one checkout holds of one SKU at one location, and writes the figure that a claim
-- (or its undoing) left, in one step: no unit shows up as free in between.
--
-- KEYS    until, units, figure (stock.lua)
-- ARGV[2] checkout; '' to release nothing
-- ARGV[3] on hand; '' for no figure
-- ARGV[4] revision of that figure, ARGV[5] TTL of the figure, ms, ARGV[6] half-life of the demand, ms
-- Answer  {'done', now} or {'late', now}
-- Guarantees that an older figure never replaces a newer one. Releasing twice is releasing once.

if late() then
  return {'late', now}
end
mend()
if ARGV[2] ~= '' then
  drop(ARGV[2])
end
if ARGV[3] ~= '' then
  learn(ARGV[3], ARGV[4], ARGV[5], ARGV[6])
end
return {'done', now}
