// Redis goes away in the middle and comes back: stateless steps never notice, anchors say 503 at once and when to
// come again, and shoppers who come again buy. Whoever runs this takes Redis away; ./baton load redis-outage does.
import { check, sleep } from 'k6';
import { Rate } from 'k6/metrics';
import { audit, stock } from './lib/books.js';
import { BOUGHT, conversion } from './lib/metrics.js';
import { DURATION, VUS } from './lib/settings.js';
import { Shopper } from './lib/shopper.js';
import { bySteps, TRENDS } from './lib/summary.js';

export { handleSummary } from './lib/summary.js';

const refused = new Rate('baton_anchor_refused');

export const options = {
  scenarios: {
    browsing: { executor: 'constant-vus', vus: Math.ceil(VUS / 2), duration: DURATION, exec: 'browse' },
    buying: { executor: 'constant-vus', vus: Math.ceil(VUS / 2), duration: DURATION, exec: 'buy', gracefulStop: '60s' },
  },
  summaryTrendStats: TRENDS,
  thresholds: {
    ...BOUGHT,
    baton_conversion: ['rate==1'],
    // It must have happened, else nothing was shown.
    baton_anchor_refused: ['rate>0'],
    ...bySteps('create', 'read', 'pay', 'complete'),
  },
};

export const setup = () => stock({ 'mug-blue': 1000000 });

export function browse() {
  const shopper = new Shopper();
  shopper.create([['mug-blue', 1]]);
  shopper.address();
  shopper.ship();
  shopper.read();
}

export function buy() {
  const shopper = new Shopper();
  shopper.create([['mug-blue', 1]]);
  shopper.address();
  shopper.ship();
  conversion.add(paid(shopper) && shopper.complete([200, 202, 503]));
}

function paid(shopper) {
  for (let i = 0; i < 60; i++) {
    const answer = shopper.pay([200, 503]);
    refused.add(answer.status === 503);
    if (answer.status === 200) return true;
    check(answer, {
      '503 says when to come again': (a) => Number(a.headers['Retry-After']) > 0,
    });
    sleep(Number(answer.headers['Retry-After'] || 1));
  }
  return false;
}

export const teardown = audit;
