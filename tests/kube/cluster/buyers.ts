import { setTimeout as sleep } from 'node:timers/promises';
import { orderApi } from '@mercato/contracts/order';
import { productApi } from '@mercato/contracts/product';
import { ShopClient } from '../../support/shop-client.ts';
import { placement } from '../../support/shopper.ts';

/**
 * Light load from within the cluster's network: `node buyers.ts <shop> <seconds> <email> <password>` orders twice a second,
 * then waits for every accepted order and prints what became of them.
 */
const [url = '', duration = '20', email = '', password = ''] = process.argv.slice(2);
const pauseMs = 500;
const tries = 3;
/** In tries: above the minute after which a command that a stopping replica had taken comes again. */
const patience = 240;
const end = Date.now() + Number(duration) * 1_000;

const shop = new ShopClient(url);
const client = await shop.signIn({ email, password });
const { items } = await shop.expect(productApi.listProducts, 200, { query: { limit: '20' } });
const accepted: string[] = [];
const failed: string[] = [];

let repeated = 0;

/** As a client does that was told to come again: the same key, so it is the same order. */
const buy = async (productId: string): Promise<string> => {
  const order = placement({ productId }, { idempotencyKey: crypto.randomUUID() });
  for (let attempt = 1; ; attempt += 1) {
    const { status, body } = await client.call<{ id: string }>(orderApi.placeOrder, order);
    if (status === 202) return body.id;
    if (status !== 503 || attempt === tries) throw new Error(`${status}: ${JSON.stringify(body)}`);
    repeated += 1;
    await sleep(attempt * pauseMs);
  }
};

for (let at = 0; Date.now() < end; at += 1) {
  try {
    accepted.push(await buy(items[at % items.length]?.id ?? ''));
  } catch (error) {
    failed.push(error instanceof Error ? error.message : String(error));
  }
  await sleep(pauseMs);
}

/** One order after another, and an answer that is none is asked for again: the load is over, the replacing may not be. */
const outcomeOf = async (id: string): Promise<string> => {
  for (let left = patience; left > 0; left -= 1) {
    const { status, body } = await client.call<{ status: string }>(orderApi.getOrder, { params: { id } });
    if (status === 200 && body.status !== 'accepted' && body.status !== 'pending') return body.status;
    await sleep(pauseMs);
  }
  return 'unsettled';
};

const outcomes: string[] = [];
for (const id of accepted) outcomes.push(await outcomeOf(id));
const settledAfter = Math.max(0, Math.round((Date.now() - end) / 1_000));
process.stdout.write(`${JSON.stringify({ accepted: accepted.length, repeated, failed, outcomes, settledAfter })}\n`);
