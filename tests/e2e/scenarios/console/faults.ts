import { type Order, orderApi } from '@mercato/contracts/order';
import { depthOf } from '@mercato/queues';
import type { KeptAlive } from '@mercato/testkit/process';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { enterConsole, show } from '../../../support/console-pages.ts';
import { unfitIn } from '../../../support/page-fitness.ts';
import type { ShopBrowser } from '../../../support/shop-browser.ts';
import { newProduct, newShopper, placement, type Shopper, until, untilOrder } from '../../../support/shopper.ts';
import type { GetWorld, World } from '../../../support/world.ts';

const poisoned = 'notification-commands';

const processRow = (page: Page, name: string): Locator =>
  page
    .getByRole('table', { name: 'Processes' })
    .getByRole('row')
    .filter({ has: page.getByRole('cell', { name, exact: true }) });

const stateOf = (page: Page, name: string, state: string): Promise<void> =>
  processRow(page, name).getByText(state, { exact: true }).waitFor();

/** Does to a process what the button of this name does, after its dialog. */
const inflict = async (page: Page, name: string, button: string, seconds?: number): Promise<void> => {
  await processRow(page, name).getByRole('button', { name: button }).click();
  const dialog = page.getByRole('dialog');
  if (seconds !== undefined) await dialog.getByLabel('For how long').selectOption(String(seconds));
  await dialog.getByRole('button', { name: button }).click();
  await dialog.waitFor({ state: 'hidden' });
};

const someOrder = async ({ client, admin }: World) => {
  const productId = await newProduct(admin, { stock: 2 });
  const shopper = await newShopper(client);
  // By a token, which needs no payment service before the order is accepted.
  const purchase = placement({ productId, token: 'tok_success_visa_4242_1' });
  const place = async (): Promise<string> => (await shopper.client.expect(orderApi.placeOrder, 202, purchase)).id;
  return { shopper, place };
};

const completes = async (shopper: Shopper, id: string): Promise<void> => {
  const isDone = ({ status }: Order): boolean => status === 'delivered' || status === 'cancelled';
  expect(await untilOrder(shopper, id, isDone, 80_000)).toMatchObject({ status: 'delivered', needsAttention: null });
};

/**
 * A message that was handed out twice, as long as it was worked at, takes up again what it left parked: it lies in the queue
 * still, or the sidecar holds it for its next try, which comes within 5 s.
 */
const untilLeftAlone = async ({ shop: { aws } }: World, shopper: Shopper, id: string): Promise<void> => {
  const url = (await aws.sqs.getQueueUrl('order-commands')) ?? '';
  let last = { version: -1, since: 0 };
  const isLeftAlone = async () => {
    const { version } = await untilOrder(shopper, id, () => true);
    const isWorkedAt = version !== last.version || (await depthOf(aws.sqs, url)) > 0;
    if (isWorkedAt) last = { version, since: Date.now() };
    return Date.now() - last.since > 8_000 || undefined;
  };
  await until(`order ${id} to be left alone`, isLeftAlone, 40_000);
};

/** What is done to the shop from the console, and what the shop makes of it. */
export const consoleFaults = (world: GetWorld, browser: () => ShopBrowser, kept: () => KeptAlive) => {
  const atChaos = async () => {
    const visit = await browser().visit();
    await enterConsole(visit.page, world(), '/console/chaos');
    await processRow(visit.page, 'order').waitFor();
    return visit;
  };

  const poisonOne = (): void => {
    it('a message that nobody can read is put into a queue', async () => {
      const { page, complaints } = await atChaos();
      const panel = page.getByRole('region', { name: 'Poison a queue' });
      await panel.getByLabel('Queue').selectOption(poisoned);
      await panel.getByRole('button', { name: 'Poison' }).click();
      expect(await unfitIn(page), 'with its question').toEqual([]);
      await page.getByRole('dialog').getByRole('button', { name: 'Poison' }).click();
      await page.getByText(`A message that nobody can read is in ${poisoned}`).waitFor();
      const trail = page.getByRole('table', { name: 'Audit trail' });
      await trail.getByRole('row').filter({ hasText: poisoned }).getByText('admin', { exact: true }).first().waitFor();
      expect(await unfitIn(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });
  };

  const breakAndWatch = (): void => {
    it.each(['order', 'payment.daprd', 'product'])(
      '%s is killed, comes back, and the order completes',
      async (name) => {
        const { shopper, place } = await someOrder(world());
        const { page, complaints } = await atChaos();
        const before = kept().restarts.length;
        const id = await place();
        await inflict(page, name, 'Kill');
        await page.getByText(`${name} was killed, and comes back by itself.`).waitFor();
        await expect.poll(() => kept().restarts.length, { timeout: 10_000 }).toBeGreaterThan(before);
        await stateOf(page, name, 'running');
        await completes(shopper, id);
        expect(complaints).toEqual([]);
      },
    );

    it('payment stands still, goes on by itself, and the order completes', async () => {
      const { shopper, place } = await someOrder(world());
      const { page } = await atChaos();
      await inflict(page, 'payment', 'Pause', 5);
      await page.getByText('payment stands still for 5 seconds.').waitFor();
      await stateOf(page, 'payment', 'paused');
      const id = await place();
      await stateOf(page, 'payment', 'running');
      await completes(shopper, id);
    });

    it('the sidecar of product is slow until it is let go on, and the order completes', async () => {
      const { shopper, place } = await someOrder(world());
      const { page } = await atChaos();
      await inflict(page, 'product.daprd', 'Slow', 60);
      await stateOf(page, 'product.daprd', 'slow');
      const id = await place();
      await processRow(page, 'product.daprd').getByRole('button', { name: 'Let it go on' }).click();
      await page.getByText('product.daprd goes on.').waitFor();
      await stateOf(page, 'product.daprd', 'running');
      await completes(shopper, id);
    });
  };

  const parkAndRetry = (): void => {
    it('an order whose undo fails waits for a person, who tries it again from its page: it ends', async () => {
      const { shopper, place } = await someOrder(world());
      const { page, complaints } = await atChaos();
      await inflict(page, 'payment', 'Pause', 60);
      const id = await place();
      const parked = await untilOrder(shopper, id, ({ needsAttention }) => needsAttention !== null, 55_000);
      expect(parked.needsAttention?.reason).toContain('undo authorize-payment');
      await untilLeftAlone(world(), shopper, id);
      await processRow(page, 'payment').getByRole('button', { name: 'Let it go on' }).click();
      await stateOf(page, 'payment', 'running');

      await show(page, '/console/parked', 'Parked orders');
      const waiting = page.getByRole('listitem').filter({ hasText: id });
      await waiting.getByText('undo authorize-payment').waitFor();
      expect(await unfitIn(page)).toEqual([]);
      await waiting.getByRole('link', { name: id }).click();
      await page.getByRole('button', { name: 'Undo again' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Undo again' }).click();
      await page.locator('.facts').getByText('cancelled').waitFor();
      await page.getByText('given back').waitFor();
      await page.getByRole('button', { name: 'Undo again' }).waitFor({ state: 'detached' });
      const ended = await untilOrder(shopper, id, ({ status }) => status === 'cancelled');
      expect(ended.needsAttention).toBeNull();
      await show(page, '/console/parked', 'Parked orders');
      await page.getByText(id).waitFor({ state: 'detached' });
      expect(complaints).toEqual([]);
    });
  };

  const seePoison = (): void => {
    it('what nobody could read lies among the dead letters, and is discarded', async () => {
      const { page } = await browser().visit();
      const queue = `${poisoned}-dlq`;
      await enterConsole(page, world(), '/console/letters');
      const arrived = async () =>
        (await page.getByRole('row', { name: queue }).getByText('1', { exact: true }).count()) || undefined;
      await until('the poison', arrived, 110_000);
      await page.getByRole('link', { name: queue }).click();
      await page.getByLabel('Choose all 1').check();
      expect(await unfitIn(page)).toEqual([]);
      await page.getByRole('button', { name: 'Discard 1' }).click();
      await page.getByLabel(`Type ${queue} to confirm`).fill(queue);
      await page.getByRole('dialog').getByRole('button', { name: 'Discard for ever' }).click();
      await page.getByText('1 discarded.').waitFor();
    });
  };

  return { poisonOne, breakAndWatch, parkAndRetry, seePoison };
};
