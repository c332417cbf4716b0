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

  const captured = {};
  for (const payment of get('/sandbox/payments').payments) {
    const kept = payment.captured - payment.refunded;
    if (kept !== 0) captured[payment.checkout] = (captured[payment.checkout] || 0) + kept;
  }
  const ordered = {};
  let twice = 0;
  for (const order of get('/sandbox/orders').orders) {
    if (order.settled === 'no') continue; // still being paid for, by a worker
    if (ordered[order.checkout] !== undefined) twice++;
    ordered[order.checkout] = order.amount.amount !== undefined ? order.amount.amount : order.amount;
  }
  let wrong = 0;
  for (const checkout of new Set([...Object.keys(captured), ...Object.keys(ordered)])) {
    if (captured[checkout] !== ordered[checkout]) wrong++;
  }
  doubled.add(twice);
  mispaid.add(wrong);
  audited.add(1);
  console.log(`${Object.keys(ordered).length} orders in the books, ${wrong} paid otherwise, ${twice} doubled`);
}
