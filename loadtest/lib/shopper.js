import http from 'k6/http';
import { check, sleep } from 'k6';
import { INSTANCES, STOREFRONT } from './settings.js';
import { orders, tokenSize, unexpected } from './metrics.js';

const ADDRESS = {
  name: 'Ada Example',
  line1: 'Hauptstr. 1',
  postalCode: '10117',
  city: 'Berlin',
  country: 'DE',
};

// 4xx are answers here, not failures: each call says what it expects.
http.setResponseCallback(http.expectedStatuses({ min: 200, max: 499 }, 503));

// One shopper's browser: it holds the token, and nothing else does.
export class Shopper {
  constructor() {
    this.token = null;
    this.checkout = null;
    this.problem = null;
  }

  // Sends one step to any instance. `expected` are the statuses that this scenario allows.
  step(name, method, path, body, expected = [200]) {
    const url = INSTANCES[Math.floor(Math.random() * INSTANCES.length)] + path;
    const headers = { 'Content-Type': 'application/json' };
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    const answer = http.request(method, url, body === null ? null : JSON.stringify(body), {
      headers,
      tags: { step: name, name },
      timeout: '20s',
    });
    const right = check(answer, { [`${name}: as expected`]: (a) => expected.includes(a.status) });
    if (!right) {
      unexpected.add(1, { step: name, status: String(answer.status) });
      // Never the token, nor anything personal: the type of the problem says enough.
      console.error(`${name}: ${answer.status} ${slug(answer) || answer.error}`);
    }
    this.take(answer);
    return answer;
  }

  take(answer) {
    this.problem = answer.status >= 400 ? slug(answer) : null;
    const json = answer.status && answer.body ? answer.json() : null;
    if (json && json.token) {
      this.token = json.token;
      this.checkout = json.checkout;
      tokenSize.add(json.token.length);
    }
  }

  create(lines, expected = [201]) {
    return this.step('create', 'POST', '/v1/checkouts', {
      storefront: STOREFRONT,
      currency: 'EUR',
      country: 'DE',
      locale: 'de-DE',
      actions: lines.map(([sku, quantity]) => ({ action: 'add-line', sku, quantity })),
    }, expected);
  }

  act(name, actions, expected) {
    return this.step(name, 'POST', '/v1/checkout/actions', { actions }, expected);
  }

  read() {
    return this.step('read', 'GET', '/v1/checkout', null);
  }

  refresh(expected) {
    return this.step('refresh', 'POST', '/v1/checkout/refresh', {}, expected);
  }

  address() {
    return this.act('address', [
      { action: 'set-customer', email: `load-${__VU}@example.com`, name: 'Ada Example' },
      { action: 'set-shipping-address', address: ADDRESS },
    ]);
  }

  ship() {
    return this.act('ship', [{ action: 'choose-shipping-option', option: 'standard' }]);
  }

  reserve(expected) {
    return this.step('reserve', 'POST', '/v1/checkout/reservation', {}, expected);
  }

  pay(expected, method = 'pm_card_visa') {
    return this.step('pay', 'POST', '/v1/checkout/payment', {
      method,
      returnUrl: 'https://shop.example/thanks',
      expectedTotal: this.checkout.totals.total,
    }, expected);
  }

  // Repeats while it is in progress, as a storefront does. True when there is an order.
  complete(expected = [200, 202]) {
    for (let i = 0; i < 30; i++) {
      const answer = this.step('complete', 'POST', '/v1/checkout/completion', {
        expectedTotal: this.checkout.totals.total,
      }, expected);
      if (answer.status === 200 && this.checkout.status === 'completed') {
        orders.add(1);
        return true;
      }
      if (answer.status !== 202 && answer.status !== 503) return false;
      sleep(Number(answer.headers['Retry-After'] || 1));
    }
    return false;
  }
}

function slug(answer) {
  try {
    const type = answer.json('type');
    return type ? type.split('/').pop() : null;
  } catch (_) {
    return null;
  }
}
