import { describe, expect, it } from 'vitest';
import { sumsOf } from '../../src/domain/payment.ts';
import { authorize } from '../../src/use-cases/authorize.ts';
import { capture } from '../../src/use-cases/capture.ts';
import { undo } from '../../src/use-cases/void.ts';
import { authorizeRequest, eur, keyA, orderId, step } from '../world.ts';
import type { Fault } from './fake-stripe.ts';
import { createStripeWorld } from './stripe-world.ts';

type World = ReturnType<typeof createStripeWorld>;

/** One process's life: it may be killed at any of its writes, and any request to Stripe may fail. */
const live = async (world: World, run: (parts: World['parts']) => Promise<unknown>): Promise<boolean> =>
  run(world.boot()).then(
    () => true,
    () => false,
  );

const request = { ...authorizeRequest(), token: 'pm_card_visa' };

const checkout = async (parts: World['parts']): Promise<void> => {
  await authorize(parts, request);
  await capture(parts, step('capture'));
};

const untilDone = async (world: World, run: (parts: World['parts']) => Promise<unknown>): Promise<void> => {
  for (let tries = 0; tries < 5; tries += 1) if (await live(world, run)) return;
  throw new Error('never done');
};

const disturbed = async (disturb: (world: World) => void): Promise<World> => {
  const world = createStripeWorld();
  disturb(world);
  await live(world, checkout);
  world.crash.disarm();
  world.fake.onRequest = () => undefined;
  return world;
};

const faults: readonly Fault[] = ['refused', 'limited', 'unanswered', 'failed-after'];
const requests = faults.flatMap((fault) =>
  [1, 2, 3].map((n) => {
    const disturb = ({ fake }: World): void => {
      let seen = 0;
      fake.onRequest = () => ((seen += 1) === n ? fault : undefined);
    };
    return { name: `request ${n} ${fault}`, disturb };
  }),
);
const kills = (['before', 'after'] as const).flatMap((where) =>
  [1, 2, 3, 4, 5, 6].map((n) => ({
    name: `killed ${where} write ${n}`,
    disturb: ({ crash }: World): void => crash.arm(n, where),
  })),
);

const losses = (['lostAnswer', 'notDone', 'conflict'] as const).map((fault) => ({
  name: `which intent it is, ${fault}`,
  disturb: ({ store }: World): void => store.failNext('create', fault, { subject: `stripe:${keyA}` }),
}));
const all = [...requests, ...kills, ...losses];

describe('a checkout paid by Stripe', () => {
  it.each(all)('$name, then tried again: charged once', async ({ disturb }) => {
    const world = await disturbed(disturb);
    await untilDone(world, checkout);
    expect(world.fake.kept).toBe(1000);
    expect(sumsOf(world.stateOf(orderId)!.state)).toMatchObject({ captured: 1000 });
  });

  it.each(all)('$name, then undone: nothing is held or kept', async ({ disturb }) => {
    const world = await disturbed(disturb);
    await untilDone(world, (parts) => undo(parts, step('undo')));
    expect(world.fake.kept).toBe(0);
    await live(world, checkout);
    expect(world.fake.kept).toBe(0);
    const { captured, refunded } = sumsOf(world.stateOf(orderId)!.state);
    expect(eur(captured)).toEqual(eur(refunded));
  });
});
