-- Undoes take.lua, because another SKU was refused.
--
-- KEYS    until, units, figure (stock.lua)
-- ARGV[2] checkout
-- ARGV[3] the end that take.lua gave the hold: if it has another one by now, it is not ours to undo
-- ARGV[4] units, ARGV[5] until, ARGV[6] '1' if committing: the hold before; units 0 for none
-- Answer  {'done', now}, {'changed', now} or {'late', now}
-- Guarantees that the hold is exactly as it was, or gone if its end has passed since. Units never
-- grow: take.lua did not shrink the hold.

if late() then
  return {'late', now}
end
mend()
local checkout, units, ends = ARGV[2], tonumber(ARGV[4]), tonumber(ARGV[5])
local _, current = hold(checkout)
if current ~= tonumber(ARGV[3]) then
  return {'changed', now}
end
if ends <= now then
  units = 0
end
put(checkout, units, ARGV[6] == '1', ends)
return {'done', now}
