// One shopper, one purchase, every kind of step once: does it work at all?
import { audit, stock } from './lib/books.js';
import { BOUGHT, conversion } from './lib/metrics.js';
import { Shopper } from './lib/shopper.js';
import { bySteps, TRENDS } from './lib/summary.js';

export { handleSummary } from './lib/summary.js';

export const options = {
  vus: 1,
  iterations: 1,
  summaryTrendStats: TRENDS,
  thresholds: {
    ...BOUGHT,
    baton_conversion: ['rate==1'],
    ...bySteps('create', 'read', 'address', 'ship', 'refresh', 'reserve', 'pay', 'complete'),
  },
};

export const setup = () => stock({ 'mug-blue': 1000 });

export default function () {
  const shopper = new Shopper();
  shopper.create([['mug-blue', 2]]);
  shopper.read();
  shopper.address();
  shopper.ship();
  shopper.refresh();
  shopper.reserve();
  shopper.pay();
  conversion.add(shopper.complete());
}

export const teardown = audit;
