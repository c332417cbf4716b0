import { Counter, Gauge, Rate, Trend } from 'k6/metrics';

// Bytes of every token that was given out.
export const tokenSize = new Trend('baton_token_size');
// Shoppers who began, and ended with an order.
export const conversion = new Rate('baton_conversion');
export const orders = new Counter('baton_orders');
// Answers that no shopper should see here: neither expected nor a typed refusal that the scenario names.
export const unexpected = new Counter('baton_unexpected');
// From the sandbox's books when all is over: units sold beyond what there was, orders whose captured
// amount is not the ordered one, checkouts with two orders.
export const oversold = new Gauge('baton_oversold');
export const mispaid = new Gauge('baton_mispaid');
export const doubled = new Gauge('baton_doubled');

// What every scenario demands; speed is for the reader to judge, correctness is not.
export const CORRECT = {
  baton_unexpected: ['count==0'],
  baton_oversold: ['value==0'],
  baton_mispaid: ['value==0'],
  baton_doubled: ['value==0'],
};
