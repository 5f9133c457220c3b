import { shipmentDelivered } from '@mercato/contracts/shipping';
import { expect, it } from 'vitest';
import { notify } from '../src/use-cases/notify.ts';
import { at, makeWorld, type World } from './world.ts';

const mail = (world: World, id: string) =>
  notify(world.deps, { id, topic: shipmentDelivered.topic, time: at }, 'email', {
    template: 'shipment-delivered',
    userId: 'ada',
    orderId: 'o1',
    values: { orderId: 'o1' },
  });

/** What one more mail costs. */
const costOf = async (world: World, id: string) => {
  const before = { ...world.store.counts, calls: world.invoker.calls.length };
  await mail(world, id);
  const { counts } = world.store;
  return {
    reads: counts.get + counts.getMany - before.get - before.getMany,
    writes: counts.create + counts.replace + counts.remove - before.create - before.replace - before.remove,
    calls: world.invoker.calls.length - before.calls,
  };
};

it('a mail costs 2 reads and 2 writes, and one question for the address in half a minute', async () => {
  const world = makeWorld();
  expect(await costOf(world, 'e1')).toEqual({ reads: 2, writes: 2, calls: 1 });
  expect(await costOf(world, 'e2')).toEqual({ reads: 2, writes: 2, calls: 0 });
});

it('a mail that comes again costs 2 reads', async () => {
  const world = makeWorld();
  await mail(world, 'e1');
  expect(await costOf(world, 'e1')).toEqual({ reads: 2, writes: 0, calls: 0 });
});
