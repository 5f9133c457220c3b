import http from 'k6/http';
import { Counter, Rate, Trend } from 'k6/metrics';
import { config } from './config.ts';
import { invariants } from './thresholds.ts';

/** Milliseconds from the request for an order to its outcome. */
export const checkoutTime = new Trend('checkout_time', true);
/** Checkouts that ended with an order, or with a reason that is the shopper's. */
export const checkoutSuccess = new Rate('checkout_success');
export const ordersAccepted = new Counter('orders_accepted');
export const deliveries = new Counter('deliveries');

const counters = invariants.map((name) => [name, new Counter(name)] as const);

/** Whoever checks the books must know which orders were promised. */
export const tellAccepted = (orderId: string): void => {
  ordersAccepted.add(1);
  if (config.ledgerUrl) http.post(`${config.ledgerUrl}/accepted`, orderId, { tags: { name: 'ledger' } });
};

/** Whoever breaks things begins now. */
export const tellBegun = (): void => {
  if (config.ledgerUrl) http.post(`${config.ledgerUrl}/begun`, null, { tags: { name: 'ledger' } });
};

/** Has the books checked, and counts what is wrong with them. Without an answer everything is. */
export const checkBooks = (): void => {
  if (!config.ledgerUrl) return;
  const answer = http.post(`${config.ledgerUrl}/check`, null, { timeout: '600s', tags: { name: 'ledger' } });
  const found = answer.status === 200 ? (answer.json() as Readonly<Record<string, number>>) : undefined;
  for (const [name, counter] of counters) counter.add(found?.[name] ?? 1);
};
