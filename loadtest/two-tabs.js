// Two tabs of one checkout: they edit, merge, pay and complete at the same moment. One order, whatever wins.
import http from 'k6/http';
import { check } from 'k6';
import { audit, stock } from './lib/books.js';
import { BOUGHT, conversion, orders } from './lib/metrics.js';
import { DURATION, INSTANCES, VUS } from './lib/settings.js';
import { Shopper } from './lib/shopper.js';
import { bySteps, TRENDS } from './lib/summary.js';

export { handleSummary } from './lib/summary.js';

export const options = {
  vus: VUS,
  duration: DURATION,
  summaryTrendStats: TRENDS,
  thresholds: { ...BOUGHT, baton_conversion: ['rate==1'], ...bySteps('merge', 'pay', 'complete') },
};

export const setup = () => stock({ 'mug-blue': 1000000, 'plate-set': 1000000, 'pin-one': 1000000 });

export default function () {
  const one = new Shopper();
  one.create([['mug-blue', 1]]);
  one.address();
  one.ship();

  // Each tab adds something of its own; merged, neither is lost.
  const base = one.token;
  const two = new Shopper();
  two.token = one.token;
  one.act('add-line', [{ action: 'add-line', sku: 'plate-set', quantity: 1 }]);
  two.act('add-line', [{ action: 'add-line', sku: 'pin-one', quantity: 1 }]);
  one.step('merge', 'POST', '/v1/checkout/merge', { with: two.token, base });
  check(one.checkout, { 'nothing lost in the merge': (c) => c.lines.length === 3 });

  one.pay();

  // Both tabs press the button at once.
  const body = JSON.stringify({ expectedTotal: one.checkout.totals.total });
  const params = {
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${one.token}` },
    tags: { step: 'complete', name: 'complete' },
  };
  const answers = http.batch(
    [0, 1].map((i) => ['POST', `${INSTANCES[i % INSTANCES.length]}/v1/checkout/completion`, body, params]),
  );
  for (const answer of answers) {
    check(answer, { 'completed, or in progress': (a) => a.status === 200 || a.status === 202 });
  }
  const numbers = new Set(answers.filter((a) => a.status === 200).map((a) => a.json('checkout.order.id')));
  check(numbers, { 'one order number at most': (n) => n.size <= 1 });
  const done = numbers.size === 1;
  if (done) orders.add(1);
  conversion.add(done || one.complete());
}

export const teardown = audit;
