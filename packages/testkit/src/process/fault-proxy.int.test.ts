import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { awsClient, startShop, type Shop } from './index.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop({ only: ['product', 'user'], faultProxy: true });
});
afterEach(async () => {
  await Promise.all([shop.faults.store.restore(), shop.faults.queue.restore()]);
});
afterAll(() => shop.stop());

let registered = 0;
/** A read and some writes of the store, through the service and its sidecar. */
async function register(): Promise<number> {
  const username = `shopper-${++registered}`;
  const body = JSON.stringify({ username, email: `${username}@example.com`, password: 'correct horse battery' });
  const headers = { 'content-type': 'application/json', ...shop.asGateway };
  const url = `${shop.app('user').url}/api/users/register`;
  const response = await fetch(url, { method: 'POST', headers, body });
  await response.text();
  return response.status;
}

describe('the line to the store', () => {
  it('cut: nothing is written; restored: all is well', async () => {
    expect(await register()).toBe(202);
    await shop.faults.store.cut();
    expect(await register()).toBeGreaterThanOrEqual(500);
    await shop.faults.store.restore();
    await expect.poll(register, { timeout: 20_000 }).toBe(202);
  });

  it('slow: every access takes longer', async () => {
    await shop.faults.store.slow(400);
    const started = performance.now();
    expect(await register()).toBe(202);
    expect(performance.now() - started).toBeGreaterThan(800);
  });
});

describe('the line to the queues', () => {
  // A queue's URL names a host: a sidecar that called that one would go round the proxy.
  it('cut: a sidecar takes no message, although one waits; restored: it polls again', async () => {
    const took = (): boolean => shop.logs().includes('error unmarshalling message');
    await shop.faults.queue.cut();
    await shop.aws.sqs.sendMessage((await shop.aws.sqs.getQueueUrl('product-commands')) ?? '', 'no event');
    await new Promise((resolve) => {
      setTimeout(resolve, 2_000);
    });
    expect(took()).toBe(false);
    await shop.faults.queue.restore();
    await expect.poll(took, { timeout: 20_000 }).toBe(true);
  });

  it('mute: what was asked for is done, and nobody hears of it', async () => {
    const { endpoints } = shop.localAws;
    const far = awsClient({ endpoints: { ...endpoints, snssqs: shop.faults.queue.url } });
    const url = (await far.sqs.getQueueUrl('user-events')) ?? (await far.sqs.createQueue('user-events'));
    await shop.faults.queue.mute();
    const answer = far.sqs.sendMessage(url, 'heard').then(
      () => 'answered',
      () => 'lost',
    );
    const arrived = async (): Promise<(string | undefined)[]> =>
      (await shop.aws.sqs.receiveMessage(url, { visibilitySeconds: 0 })).map(({ body }) => body);
    await expect.poll(arrived).toEqual(['heard']);
    await shop.faults.queue.restore();
    expect(await answer).toBe('lost');
  });
});
