// Full load for long: browsing and buying together. Look at the memory of the instances beside it.
import { audit, stock } from './lib/books.js';
import { BOUGHT, conversion } from './lib/metrics.js';
import { VUS } from './lib/settings.js';
import { Shopper } from './lib/shopper.js';
import { bySteps, TRENDS } from './lib/summary.js';

export { handleSummary } from './lib/summary.js';

export const options = {
  vus: VUS,
  duration: __ENV.DURATION || '10m',
  summaryTrendStats: TRENDS,
  thresholds: { ...BOUGHT, baton_conversion: ['rate==1'], ...bySteps('create', 'read', 'pay', 'complete') },
};

export const setup = () => stock({ 'mug-blue': 1000000 });

export default function () {
  for (let i = 0; i < 4; i++) {
    const visitor = new Shopper();
    visitor.create([['mug-blue', 1]]);
    visitor.address();
    visitor.read();
  }
  const shopper = new Shopper();
  shopper.create([['mug-blue', 1]]);
  shopper.address();
  shopper.ship();
  shopper.pay();
  conversion.add(shopper.complete());
}

export const teardown = audit;
