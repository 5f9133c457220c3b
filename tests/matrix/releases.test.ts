import { orderApi } from '@mercato/contracts/order';
import { type SagaDefinition, sagaRegistry, type SagaRunner, type SagaStep } from '@mercato/kit/saga';
import { describe, expect, it } from 'vitest';
import { invokedServices } from '../../services/order/src/adapters/invoked.ts';
import type { OrderState } from '../../services/order/src/domain/order.ts';
import { checkout } from '../../services/order/src/saga/checkout.ts';
import { checkoutRunner } from '../../services/order/src/saga/runners.ts';
import { audit, MemoryShop, orderWith, starters, stockUp } from '../support/memory-shop/index.ts';
import { statusOf } from './cell.ts';
import { flows, goods, place, placement } from './flows.ts';
import { mishaps } from './mishaps.ts';

const parkAfter = { tries: 8, ms: 240_000 };
const [forward, wayBack] = flows;

/** A step that the next release has and this one has not; it says when it is taken. */
const noted = (id: string, notes: string[], canRefuse: boolean): SagaStep<OrderState> => ({
  id,
  timeoutMs: 1_000,
  canRefuse,
  do: () => Promise.resolve(notes.push(id)),
  undo: () => Promise.resolve(notes.push(`undo:${id}`)),
});

/** Orders that begin under it are on its own list. */
const begunWith = (version: number, runner: SagaRunner<OrderState>): Pick<SagaRunner<OrderState>, 'run'> => ({
  run: (id, open) =>
    runner.run(id, (current, at) => {
      const opened = open(current, at);
      if (current || !opened) return opened;
      const { state } = opened;
      return { ...opened, state: { ...state, checkout: { ...state.checkout, version } } };
    }),
});

/** The release after this one: another first step and another last one. It knows the list before its own. */
const nextRelease = (notes: string[]) =>
  orderWith((given, deps) => {
    const ports = invokedServices(given.invoker);
    const v1 = checkout(ports);
    const steps = [noted('check-fraud', notes, true), ...v1.steps, noted('say-thanks', notes, false)];
    const v2: SagaDefinition<OrderState> = { ...v1, version: 2, steps };
    const faults = given.faults ? { faults: given.faults.at } : {};
    const runner = checkoutRunner(
      { ...deps, ...ports, giveUpAfterMs: 120_000, parkAfter, ...faults },
      sagaRegistry(v2, v1),
    );
    return { ...deps, checkout: begunWith(2, runner) as SagaRunner<OrderState> };
  });

const recordOf = (shop: MemoryShop, id: string) =>
  shop.client('admin').expect(orderApi.getRecord, 200, { params: { id } });

const points = ['after-intent', 'after-effect'] as const;
const places = [...(forward?.steps ?? []), ...(wayBack?.steps ?? [])].flatMap(({ name }) =>
  points.map((point) => ({ name, point })),
);

/** The process ends at that point, and the one that starts runs other code. */
const releaseAt = (shop: MemoryShop, name: string, point: string, start: typeof starters.order) =>
  shop.faults.plan({
    when: (m) => m.kind === 'saga' && m.point === point && m.label === name,
    act: async (_work, _moment, replica) => {
      await Promise.resolve();
      shop.host('order').deploy(start);
      replica.kill();
    },
  });

const open = async (isBack: boolean): Promise<MemoryShop> => {
  const shop = new MemoryShop();
  await stockUp(shop, goods);
  const capture = forward?.steps.find(({ name }) => name === 'capture-payment');
  if (isBack && capture && forward) mishaps['timed out, but done']?.(shop, capture, forward);
  return shop;
};

describe('an order that began before a release', () => {
  it.each(places)('ends on its own list when the release comes $point of $name', async ({ name, point }) => {
    const isBack = name.startsWith('undo:');
    const shop = await open(isBack);
    const notes: string[] = [];
    const release = releaseAt(shop, name, point, nextRelease(notes));
    const id = await place(shop);
    await shop.settle();
    expect(release.fired()).toBe(1);
    expect(await statusOf(shop)).toBe(isBack ? 'cancelled' : 'processing');
    const record = await recordOf(shop, id);
    expect(record).toMatchObject({ checkout: { version: 1, end: isBack ? 'undone' : 'done' }, owed: [] });
    expect(notes).toEqual([]);
    expect(await audit(shop)).toEqual([]);
  });

  it('is followed by orders on the new list', async () => {
    const shop = await open(false);
    const notes: string[] = [];
    releaseAt(shop, 'book-shipment', 'after-effect', nextRelease(notes));
    await place(shop);
    await shop.settle();
    const { id } = await shop.client('bob').expect(orderApi.placeOrder, 202, placement);
    await shop.settle();
    expect(await recordOf(shop, id)).toMatchObject({ checkout: { version: 2, end: 'done' }, owed: [] });
    expect(notes).toEqual(['check-fraud', 'say-thanks']);
    expect(await audit(shop)).toEqual([]);
  });
});

describe('a release that is taken back', () => {
  it.each(['check-fraud', 'book-shipment', 'say-thanks'])(
    'leaves an order of its own at %s to whoever knows its list',
    async (name) => {
      const shop = await open(false);
      const notes: string[] = [];
      shop.host('order').deploy(nextRelease(notes));
      shop.host('order').replica.kill();
      await shop.clock.pass(1_000);
      const back = releaseAt(shop, name, 'after-intent', starters.order);
      const id = await place(shop);
      await shop.clock.pass(30_000);
      expect(back.fired()).toBe(1);
      expect(await statusOf(shop)).toBe('pending');
      shop.host('order').deploy(nextRelease(notes));
      shop.host('order').replica.kill();
      await shop.settle();
      expect(await recordOf(shop, id)).toMatchObject({ checkout: { version: 2, end: 'done' }, owed: [] });
      expect(notes).toEqual(['check-fraud', 'say-thanks']);
      expect(await audit(shop)).toEqual([]);
    },
  );
});
