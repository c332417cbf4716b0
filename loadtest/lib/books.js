import http from 'k6/http';
import { fail } from 'k6';
import { BOOKS } from './settings.js';
import { audited, doubled, mispaid, oversold } from './metrics.js';

const tags = { step: 'books', name: 'books' };

function get(path) {
  const answer = http.get(BOOKS + path, { tags });
  if (answer.status !== 200) fail(`${BOOKS}${path} answers ${answer.status}: is that a served sandbox?`);
  return answer.json();
}

// Puts units of some products on the shelf and notes what was there before.
export function stock(units) {
  const before = {};
  for (const [sku, onHand] of Object.entries(units)) {
    const answer = http.put(`${BOOKS}/sandbox/stock/${sku}`, JSON.stringify({ onHand }), {
      headers: { 'Content-Type': 'application/json' },
      tags,
    });
    if (answer.status !== 200) fail(`no stock could be set at ${BOOKS}: is that a served sandbox?`);
    before[sku] = { onHand, sold: answer.json('sold') };
  }
  return before;
}

// Compares the shelf, the orders and the money with what was there. Run it in teardown.
export function audit(before) {
  let beyond = 0;
  for (const [sku, was] of Object.entries(before)) {
    const is = get(`/sandbox/stock/${sku}`);
    const sold = is.sold - was.sold;
    // Sold beyond the shelf, or a unit that was sold and is still there, or the other way round.
    beyond += Math.max(0, sold - was.onHand, Math.abs(was.onHand - is.onHand - sold));
    console.log(`${sku}: ${sold} of ${was.onHand} sold, ${is.onHand} left`);
  }
  oversold.add(beyond);

  // What stands: paid for, or still being paid for by a worker. What was told to be unpaid is void, and owes nothing.
  // Read before the money, so that what is captured meanwhile has its order here.
  const standing = {};
  let twice = 0;
  for (const order of get('/sandbox/orders').orders) {
    if (order.settled === 'unpaid') continue;
    if (standing[order.checkout] !== undefined) twice++;
    standing[order.checkout] = order;
  }
  const kept = {};
  for (const payment of get('/sandbox/payments').payments) {
    kept[payment.checkout] = (kept[payment.checkout] || 0) + payment.captured - payment.refunded;
  }
  let wrong = 0;
  for (const checkout of new Set([...Object.keys(kept), ...Object.keys(standing)])) {
    const order = standing[checkout];
    const taken = kept[checkout] || 0;
    const waits = order !== undefined && order.settled === 'no' && taken === 0;
    if (!waits && taken !== (order === undefined ? 0 : order.amount)) wrong++;
  }
  doubled.add(twice);
  mispaid.add(wrong);
  audited.add(1);
  console.log(`${Object.keys(standing).length} orders in the books, ${wrong} paid otherwise, ${twice} doubled`);
}
