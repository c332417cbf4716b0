// Everybody wants the same few units: exactly so many are sold, and whoever comes too late is told before paying.
import { audit, stock } from './lib/books.js';
import { BOUGHT, conversion } from './lib/metrics.js';
import { UNITS, VUS } from './lib/settings.js';
import { Shopper } from './lib/shopper.js';
import { bySteps, TRENDS } from './lib/summary.js';

export { handleSummary } from './lib/summary.js';

const HOT = 'mug-red';

export const options = {
  scenarios: {
    sale: { executor: 'shared-iterations', vus: VUS, iterations: UNITS * 5, maxDuration: '10m' },
  },
  summaryTrendStats: TRENDS,
  thresholds: {
    ...BOUGHT,
    // A hundred units among five hundred shoppers: all are sold, so one in five buys.
    baton_orders: [`count==${UNITS}`],
    ...bySteps('create', 'pay', 'complete'),
  },
};

export const setup = () => stock({ [HOT]: UNITS });

export default function () {
  const shopper = new Shopper();
  shopper.create([[HOT, 1]]);
  shopper.address();
  shopper.ship();
  const paid = shopper.pay([200, 409, 422]);
  conversion.add(paid.status === 200 && shopper.complete());
}

export const teardown = audit;
