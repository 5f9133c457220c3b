import { expect, it } from 'vitest';
import { acceptance } from '../../test/world.ts';
import { takeUp } from './checkout-progress.ts';

it('the time to give up counts from when the order was accepted, however late it is taken up', () => {
  const acceptedAt = '2026-01-01T00:00:00.000Z';
  const late = Date.parse(acceptedAt) + 110_000;
  const { state } = takeUp(undefined, acceptance({ acceptedAt }), { now: late, version: 1 });
  expect(state.checkout.startedAt).toBe(Date.parse(acceptedAt));
});
