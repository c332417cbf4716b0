// Instances are replaced one by one while shoppers buy: a connection may break, and is tried again; no purchase is
// lost, none is doubled. Whoever runs this does the restarting; ./baton load rolling-restart does.
import { sleep } from 'k6';
import { audit, stock } from './lib/books.js';
import { BOUGHT, conversion } from './lib/metrics.js';
import { DURATION, VUS } from './lib/settings.js';
import { Shopper } from './lib/shopper.js';
import { bySteps, TRENDS } from './lib/summary.js';

export { handleSummary } from './lib/summary.js';

export const options = {
  scenarios: {
    buying: { executor: 'constant-vus', vus: VUS, duration: DURATION, gracefulStop: '60s' },
  },
  summaryTrendStats: TRENDS,
  thresholds: { ...BOUGHT, baton_conversion: ['rate==1'], ...bySteps('create', 'pay', 'complete') },
};

export const setup = () => stock({ 'mug-blue': 1000000 });

// What a load balancer and a storefront do: no answer at all (status 0), 503, and a checkout that is still busy with
// the call that broke off, are asked again, anywhere.
class Patient extends Shopper {
  step(name, method, path, body, expected = [200]) {
    for (let i = 0; ; i++) {
      const answer = super.step(name, method, path, body, i < 80 ? [...expected, 0, 409, 503] : expected);
      const again = answer.status === 0 || answer.status === 503 || this.problem === 'checkout-busy';
      if (!again || i >= 80) return answer;
      sleep(0.25);
    }
  }
}

export default function () {
  const shopper = new Patient();
  shopper.create([['mug-blue', 1]]);
  shopper.address();
  shopper.ship();
  shopper.pay();
  conversion.add(shopper.complete());
}

export const teardown = audit;
