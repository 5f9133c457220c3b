import { orderPlaced } from '@mercato/contracts/order';
import { MemoryPublisher } from '@mercato/testkit';
import { expect, it } from 'vitest';
import { onEvent } from '../src/subscriptions/archive-event.ts';
import { createWorld, placed } from './world.ts';

it('an event costs one object that is written, and nothing is read', async () => {
  const { deps, objects, clock } = createWorld();
  for (const operation of ['get', 'list', 'remove'] as const) objects.failNext(operation, 'unavailable');
  objects.failNext('put', 'lostAnswer');
  const deliver = () => new MemoryPublisher().deliver(placed('o1', clock.now()), onEvent(deps, orderPlaced));
  await expect(deliver()).rejects.toMatchObject({ code: 'dependency.timeout' });
  await deliver();
  expect(objects.keys).toHaveLength(1);
  expect(objects.faults.pending).toEqual(['get', 'list', 'remove']);
});
