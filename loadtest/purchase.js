// Shoppers who buy: from the first line to the order.
import { audit, stock } from './lib/books.js';
import { BOUGHT, conversion } from './lib/metrics.js';
import { DURATION, VUS } from './lib/settings.js';
import { Shopper } from './lib/shopper.js';
import { bySteps, TRENDS } from './lib/summary.js';

export { handleSummary } from './lib/summary.js';

export const options = {
  vus: VUS,
  duration: DURATION,
  summaryTrendStats: TRENDS,
  thresholds: {
    ...BOUGHT,
    baton_conversion: ['rate==1'],
    ...bySteps('create', 'address', 'ship', 'pay', 'complete'),
  },
};

export const setup = () => stock({ 'mug-blue': 1000000, 'plate-set': 1000000 });

export default function () {
  const shopper = new Shopper();
  shopper.create([['mug-blue', 2], ['plate-set', 1]]);
  shopper.address();
  shopper.ship();
  shopper.pay();
  conversion.add(shopper.complete());
}

export const teardown = audit;
