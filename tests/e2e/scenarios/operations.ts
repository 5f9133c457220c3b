import { operationsApi } from '@mercato/contracts/operations';
import { orderApi } from '@mercato/contracts/order';
import { serviceNames } from '@mercato/contracts/shared';
import { expect, it } from 'vitest';
import { breakCheckout, type Broken } from '../../support/broken-checkout.ts';
import { address, newProduct, newShopper, placement, until, untilOrder } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

const queue = 'order-commands-dlq';
const sum = (series: readonly (number | null)[]): number => series.reduce<number>((total, n) => total + (n ?? 0), 0);

/** What an operator does by the console, through its API. Like the other dead letter, its own takes most of a minute. */
export const operationsScenario = (world: GetWorld) => {
  let broken: Promise<Broken> | undefined;
  const begun = (): Promise<Broken> => (broken ??= breakCheckout(world()));
  const letters = async () =>
    (await world().admin.expect(operationsApi.showDeadLetters, 200, { params: { queue } })).items;

  const begin = (): void => {
    it('is accepted all the same, for the console to mend', async () => {
      expect((await begun()).orderId).toMatch(/^[0-9a-f-]{36}$/);
    });
  };

  const end = (): void => {
    it('shows the orders of the shop, and every service, as they are', async () => {
      const { client, admin } = world();
      const productId = await newProduct(admin, { stock: 2, price: 1000 });
      const { client: shopper } = await newShopper(client);
      await shopper.expect(orderApi.placeOrder, 201, { ...placement({ productId }), wait: 20 });
      const query = { minutes: '30', points: '360' };
      const overview = await until('an order in the figures', async () => {
        const seen = await admin.expect(operationsApi.getOverview, 200, { query });
        return sum(seen.shop.ordersPerMinute) > 0 ? seen : undefined;
      });
      expect(sum(overview.shop.revenue.find(({ currency }) => currency === 'EUR')?.perMinute ?? [])).toBeGreaterThan(0);
      expect(overview.services.map(({ service }) => service).toSorted()).toEqual([...serviceNames].toSorted());
      expect(overview.services.filter(({ up, replicas }) => up < 1 || replicas < 1)).toEqual([]);
      const availability = overview.promises.find(({ name }) => name === 'availability');
      expect(availability?.now?.events).toBeGreaterThan(0);
    });

    it('shows who calls whom', async () => {
      const { services, edges } = await world().admin.expect(operationsApi.getServiceMap, 200);
      expect(services.find(({ service }) => service === 'order')?.replicas[0]).toMatchObject({
        app: 'ready',
        sidecar: 'up',
      });
      const paying = edges.find(({ kind, from, to }) => kind === 'call' && from === 'order' && to === 'payment');
      expect(paying?.perSecond).toBeGreaterThan(0);
      expect(edges.find(({ kind, from, to }) => kind === 'message' && from === 'order' && to === 'cart')?.what).toEqual(
        ['order-confirmed-v1'],
      );
    });

    it('shows a dead letter with the reason that its app kept, and nothing of its customer', async () => {
      const { orderId } = await begun();
      const look = async () => (await letters()).find(({ subject }) => subject === orderId);
      const letter = await until('the dead letter', look, 100_000);
      expect(letter).toMatchObject({ topic: 'order-checkout-v1', why: { saidBy: 'app', code: 'internal.error' } });
      expect(letter.traceId).toMatch(/^[0-9a-f]{32}$/);
      expect(JSON.stringify(letter)).not.toContain(address.street);
      const { items } = await world().admin.expect(operationsApi.listDeadLetterQueues, 200);
      expect(items.find((each) => each.queue === queue)?.messages).toBeGreaterThan(0);
    });

    it('sends it back once its cause is mended, the order completes, and the trail tells of it', async () => {
      const { admin } = world();
      const { orderId, shopper, mend } = await begun();
      const letter = (await letters()).find(({ subject }) => subject === orderId);
      await mend();
      const body = { ids: [letter?.eventId ?? ''] };
      const redriven = await admin.expect(operationsApi.redriveDeadLetters, 200, { params: { queue }, body });
      expect(redriven).toMatchObject({ moved: 1, missing: [] });
      const order = await untilOrder(shopper, orderId, ({ status }) => !['accepted', 'pending'].includes(status));
      expect(order).toMatchObject({ cancellation: null, needsAttention: null });
      const { items } = await admin.expect(operationsApi.listAudit, 200, { query: { action: 'redrive' } });
      expect(items[0]).toMatchObject({ target: queue, what: body.ids, outcome: 'done', count: 1 });
      const found = await admin.expect(orderApi.getRecord, 200, { params: { id: orderId } });
      expect('traceId' in found && found.traceId).toBe(letter?.traceId);
    });

    it('is for administrators alone', async () => {
      const { client } = await newShopper(world().client);
      for (const route of [operationsApi.getOverview, operationsApi.listDeadLetterQueues, operationsApi.getChaos]) {
        expect((await client.call(route)).status).toBe(403);
      }
      const body = { action: 'kill', target: 'order' };
      expect((await client.call(operationsApi.doChaos, { body })).status).toBe(403);
    });
  };

  /** When nothing is on its way any more. */
  const atTheEnd = (): void => {
    it('checks the books, and finds them right', { timeout: 430_000 }, async () => {
      const { admin, client } = world();
      const accepted = [...client.acceptedOrders].slice(-1_000);
      const idle = async () => {
        const { items } = await admin.expect(operationsApi.listConservation, 200);
        return items.every(({ status }) => status !== 'running') || undefined;
      };
      // Whoever asked for one before, with five minutes of patience at the most, has theirs first.
      await until('no other check to be under way', idle, 310_000);
      const { id } = await admin.expect(operationsApi.startConservation, 202, { body: { accepted, waitSeconds: 60 } });
      const read = async () => {
        const run = await admin.expect(operationsApi.getConservation, 200, { params: { id } });
        return run.status === 'running' ? undefined : run;
      };
      const run = await until('the check to end', read, 100_000);
      expect(run, JSON.stringify(run.findings)).toMatchObject({ status: 'clean', violations: 0, error: null });
      expect(run.summary.join()).toContain('units received');
    });
  };

  return { begin, end, atTheEnd };
};
