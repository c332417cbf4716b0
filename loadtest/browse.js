// Shoppers who look around: stateless steps only, neither Redis nor an order.
import { CORRECT } from './lib/metrics.js';
import { DURATION, VUS } from './lib/settings.js';
import { Shopper } from './lib/shopper.js';
import { bySteps, TRENDS } from './lib/summary.js';

export { handleSummary } from './lib/summary.js';

export const options = {
  vus: VUS,
  duration: DURATION,
  summaryTrendStats: TRENDS,
  thresholds: {
    ...CORRECT,
    http_req_failed: ['rate==0'],
    ...bySteps('create', 'set-quantity', 'add-line', 'address', 'ship', 'read'),
  },
};

export default function () {
  const shopper = new Shopper();
  shopper.create([['mug-blue', 1], ['plate-set', 1]]);
  const line = shopper.checkout.lines[0].id;
  shopper.act('set-quantity', [{ action: 'set-quantity', line, quantity: 3 }]);
  shopper.act('add-line', [{ action: 'add-line', sku: 'pin-one', quantity: 2 }]);
  shopper.address();
  shopper.ship();
  shopper.read();
}
