-- Gives a hold that was just taken its final units and end, once every SKU was granted.
--
-- KEYS    until, units, figure (stock.lua)
-- ARGV[2] checkout
-- ARGV[3] units, at most those held
-- ARGV[4] how long, ms
-- ARGV[5] what stands behind it, as in take.lua
-- Answer  {'held', now, until}, {'gone', now}: there is no such hold any more, or {'late', now}
-- Guarantees that the held units do not grow.

if late() then
  return {'late', now}
end
mend()
local checkout, units = ARGV[2], tonumber(ARGV[3])
local held, _, was_committing = hold(checkout)
if held < units then
  return {'gone', now}
end
local ends = now + tonumber(ARGV[4])
put(checkout, units, backed(ARGV[5], was_committing), ends)
return {'held', now, ends}
