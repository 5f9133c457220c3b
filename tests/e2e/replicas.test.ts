import { afterAll, beforeAll, describe } from 'vitest';
import { startWorld, type World } from '../support/world.ts';
import { conservation } from './scenarios/conservation.ts';
import { kills } from './scenarios/kills.ts';
import { refusals } from './scenarios/refusals.ts';
import { rolling } from './scenarios/rolling.ts';
import { secondThoughts } from './scenarios/second-thoughts.ts';
import { walk } from './scenarios/walk.ts';

let world: World | undefined;
const getWorld = (): World => {
  if (!world) throw new Error('the shop is not running');
  return world;
};

beforeAll(async () => {
  world = await startWorld({
    balanced: true,
    replicas: { order: 2, product: 2 },
    visibilitySeconds: 5,
    // Readiness is looked at ten times a second here. No limit shall learn from a busy machine, which is another test's.
    serviceEnv: { gateway: { DRAIN_MS: '500', ADAPTIVE_LIMITS: 'false' } },
    env: { SHIPPING_DISPATCH_AFTER_MS: '3000', SHIPPING_DELIVER_AFTER_MS: '2000' },
  });
});
afterAll(() => world?.stop());

describe('with two replicas of order and product', () => {
  walk(getWorld);
  refusals(getWorld);
  secondThoughts(getWorld);
  kills(getWorld);
  rolling(getWorld);
  conservation(getWorld);
});
