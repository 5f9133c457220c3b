// Buys one thing as a customer would, and waits until the order is confirmed; without a customer it only looks around.
// `helm test` runs it in the cluster; against any shop
// SHOP_URL=http://127.0.0.1:5000 SHOPPER_EMAIL=… SHOPPER_PASSWORD=… node helm/mercato/files/place-order.mjs
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const shop = process.env.SHOP_URL ?? 'http://127.0.0.1:5000';
const withinMs = 60_000;
const { SHOPPER_EMAIL: email, SHOPPER_PASSWORD: password } = process.env;

const call = async (method, path, { body, headers = {} } = {}) => {
  const content =
    body === undefined
      ? { headers }
      : { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
  const answer = await fetch(`${shop}${path}`, { method, ...content, signal: AbortSignal.timeout(30_000) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
};

const somethingInStock = async () => {
  const { items } = await call('GET', '/api/products?limit=50');
  const product = items.find(({ stock }) => stock.available > 0);
  if (product === undefined) throw new Error('The catalogue has nothing in stock: import a product first.');
  return product;
};

const signedIn = async () => {
  const { accessToken } = await call('POST', '/api/users/login', { body: { email, password } });
  return { authorization: `Bearer ${accessToken}` };
};

const confirmed = async (id, headers) => {
  const until = Date.now() + withinMs;
  for (;;) {
    const order = await call('GET', `/api/orders/${id}`, { headers });
    if (order.status === 'cancelled') throw new Error(`The order was cancelled: ${JSON.stringify(order.cancellation)}`);
    if (['processing', 'shipped', 'delivered'].includes(order.status)) return order;
    if (Date.now() > until) throw new Error(`The order is still ${order.status} after ${withinMs / 1000} s`);
    await sleep(250);
  }
};

const buy = async (product) => {
  const headers = await signedIn();
  const { id } = await call('POST', '/api/orders', {
    headers: { ...headers, 'idempotency-key': randomUUID(), prefer: 'wait=10' },
    body: {
      lines: [{ productId: product.id, quantity: 1 }],
      shippingAddress: { name: 'Helm Test', street: '1 Chart Way', city: 'Berlin', postalCode: '10115', country: 'DE' },
      payment: { card: { number: '4242424242424242', expMonth: 12, expYear: 2035, cvc: '123' } },
    },
  });
  const { status, total } = await confirmed(id, headers);
  return `order ${id} of ${product.id} is ${status}: ${total.amount / 100} ${total.currency}`;
};

const product = await somethingInStock();
const outcome = email
  ? await buy(product)
  : `${product.id} is for sale; without a customer (test.shopperSecret) nothing was ordered`;
process.stdout.write(`${outcome}\n`);
