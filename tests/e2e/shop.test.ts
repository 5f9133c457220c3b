import { afterAll, beforeAll, describe } from 'vitest';
import { startWorld, type World } from '../support/world.ts';
import { hostile } from './scenarios/hostile.ts';
import { kills } from './scenarios/kills.ts';
import { refusals } from './scenarios/refusals.ts';
import { secondThoughts } from './scenarios/second-thoughts.ts';
import { walk } from './scenarios/walk.ts';

let world: World | undefined;
const getWorld = (): World => {
  if (!world) throw new Error('the shop is not running');
  return world;
};

beforeAll(async () => {
  world = await startWorld({
    visibilitySeconds: 5,
    env: { SHIPPING_DISPATCH_AFTER_MS: '3000', SHIPPING_DELIVER_AFTER_MS: '2000' },
  });
});
afterAll(() => world?.shop.stop());

describe('the walk', () => {
  walk(getWorld);
});
describe('refusals', () => {
  refusals(getWorld);
});
describe('second thoughts', () => {
  secondThoughts(getWorld);
});
describe('hostile input', () => {
  hostile(getWorld);
});
describe('kills', () => {
  kills(getWorld);
});
