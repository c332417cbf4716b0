import { Counter, Gauge, Rate, Trend } from 'k6/metrics';

// Bytes of every token that was given out.
export const tokenSize = new Trend('baton_token_size');
// Shoppers who began, and ended with an order.
export const conversion = new Rate('baton_conversion');
export const orders = new Counter('baton_orders');
// Answers that no shopper should see here: neither expected nor a typed refusal that the scenario names.
export const unexpected = new Counter('baton_unexpected');
// From the sandbox's books when all is over: units sold beyond what there was, checkouts that
// have paid another amount than they ordered for (nothing, where the order is void), checkouts with two orders.
export const oversold = new Gauge('baton_oversold');
export const mispaid = new Gauge('baton_mispaid');
export const doubled = new Gauge('baton_doubled');
// Whether the books were read to the end: what was never looked at is no 0.
export const audited = new Counter('baton_audited');

// What every scenario demands.
export const CORRECT = {
  checks: ['rate==1'],
  baton_unexpected: ['count==0'],
  baton_oversold: ['value==0'],
  baton_mispaid: ['value==0'],
  baton_doubled: ['value==0'],
};

// What every scenario demands that ends in orders.
export const BOUGHT = { ...CORRECT, baton_audited: ['count==1'], baton_orders: ['count>0'] };
