import { runInContext } from '@mercato/kit/context';
import { ErrorRateBreaker } from '@mercato/kit/resilience';
import { describe, expect, it } from 'vitest';
import { authorize } from '../src/use-cases/authorize.ts';
import { undo } from '../src/use-cases/void.ts';
import { authorizeRequest, code, createWorld, eur, keyA, step, tokenFor } from './world.ts';

const guarded = () =>
  createWorld({ breaker: new ErrorRateBreaker({ dependency: 'provider-test', minimumCalls: 4, windowMs: 60_000 }) });

/** One order each, since a second payment of the same is refused before the provider is asked. */
const request = (n: number, scenario: string) => ({
  key: `other-${n}:authorize`,
  orderId: `other-${n}`,
  userId: 'usr-1',
  amount: eur(100),
  token: tokenFor(scenario),
});

type World = ReturnType<typeof guarded>;

const authorizeMany = async (world: World, scenario: string): Promise<void> => {
  for (let n = 0; n < 8; n += 1) await authorize(world.parts, request(n, scenario)).catch(() => undefined);
};

describe('the breaker before the provider', () => {
  it.each(['declined', 'insufficient', 'stolencard'])(
    'stays closed however many cards are declined (%s)',
    async (card) => {
      const world = guarded();
      await authorizeMany(world, card);
      expect(world.parts.breaker.state).toBe('closed');
    },
  );

  it('opens when the provider fails, and then nobody waits for it', async () => {
    const world = guarded();
    await authorizeMany(world, 'silent');
    expect(world.parts.breaker.state).toBe('open');
    const from = world.clock.now();
    await expect(authorize(world.parts, authorizeRequest())).rejects.toMatchObject(code('dependency.unavailable'));
    expect(world.clock.now()).toBe(from);
    expect(world.accountOf(keyA)).toBeUndefined();
  });

  it('leaves an undo to be tried again, with its tombstone in place', async () => {
    const world = guarded();
    await authorize(world.parts, authorizeRequest());
    await authorizeMany(world, 'silent');
    await expect(undo(world.parts, step('undo'))).rejects.toMatchObject(code('dependency.unavailable'));
    await expect(authorize(world.parts, authorizeRequest())).rejects.toMatchObject(code('payment.voided'));
    await undo({ ...world.parts, breaker: createWorld().parts.breaker }, step('undo'));
    expect(world.accountOf(keyA)).toMatchObject({ status: 'voided' });
  });

  it('learns nothing from callers that have no time left', async () => {
    const world = guarded();
    const late = { requestId: 'r', deadline: 0 };
    for (let n = 0; n < 8; n += 1)
      await expect(runInContext(late, () => authorize(world.parts, request(n, 'success')))).rejects.toMatchObject(
        code('deadline.exceeded'),
      );
    expect(world.parts.breaker.state).toBe('closed');
  });
});
