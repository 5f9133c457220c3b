import { expect, it } from 'vitest';
import { bookParcel } from '../src/use-cases/shipments.ts';
import { bookRequest, createWorld, type World } from './world.ts';

/** What some work costs. */
const costOf = async ({ store }: World, work: () => Promise<unknown>) => {
  const { get, getMany } = store.counts;
  const { writes } = store;
  await work();
  return { reads: store.counts.get - get, lists: store.counts.getMany - getMany, writes: store.writes - writes };
};

it('a parcel costs a read and a write for each of its moves, and two of the list', async () => {
  const world = createWorld();
  const { carrier, clock, parts } = world;
  const release = () => world.confirm('a', parts, (orderId) => carrier.released(orderId));
  const later = (ms: number) => {
    clock.advance(ms);
    return carrier.tick();
  };
  expect(await costOf(world, () => bookParcel(parts, bookRequest('a')))).toEqual({ reads: 0, lists: 0, writes: 1 });
  expect(await costOf(world, release)).toEqual({ reads: 2, lists: 0, writes: 2 });
  expect(await costOf(world, () => carrier.tick())).toEqual({ reads: 0, lists: 1, writes: 0 });
  expect(await costOf(world, () => later(4999))).toEqual({ reads: 0, lists: 0, writes: 0 });
  expect(await costOf(world, () => later(1))).toEqual({ reads: 1, lists: 1, writes: 1 });
  expect(await costOf(world, () => later(10_000))).toEqual({ reads: 2, lists: 1, writes: 2 });
});
