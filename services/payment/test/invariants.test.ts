import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumsOf } from '../src/domain/payment.ts';
import { viewOf } from '../src/domain/view.ts';
import { authorize } from '../src/use-cases/authorize.ts';
import { capture } from '../src/use-cases/capture.ts';
import type { PaymentParts } from '../src/use-cases/parts.ts';
import { refund } from '../src/use-cases/refund.ts';
import { undo } from '../src/use-cases/void.ts';
import { type World, authorizeRequest, createWorld, eur, keptOf, orderId, step } from './world.ts';

const keys = ['a', 'b'].map((k) => `${orderId}:${k}`);

interface Command {
  readonly what: 'authorize' | 'capture' | 'undo' | 'refund';
  readonly key: string;
  readonly refundKey: string;
  readonly amount: number;
  readonly scenario: string;
}

const command: fc.Arbitrary<Command> = fc.record({
  what: fc.constantFrom('authorize', 'capture', 'undo', 'refund'),
  key: fc.constantFrom(...keys),
  refundKey: fc.constantFrom('r1', 'r2', 'r3'),
  amount: fc.integer({ min: 1, max: 6 }).map((n) => n * 100),
  scenario: fc.constantFrom('success', 'success', 'declined', 'lost', 'silent', 'flaky', 'capturelost'),
});

const plan = fc.record({
  commands: fc.array(command, { minLength: 1, maxLength: 2 }),
  crash: fc.option(fc.record({ effect: fc.integer({ min: 1, max: 8 }), where: fc.constantFrom('before', 'after') })),
});

const run = (parts: PaymentParts, { what, key, refundKey, amount, scenario }: Command): Promise<unknown> => {
  if (what === 'authorize') return authorize(parts, authorizeRequest(scenario, { key, amount: 500 }));
  if (what === 'capture') return capture(parts, step('capture', key));
  if (what === 'undo') return undo(parts, step('void', key));
  return refund(parts, { ...step(refundKey, key), amount: eur(amount) });
};

const ledgerSum = (world: World, kind: string): number =>
  (world.stateOf(orderId)?.state.ledger ?? []).filter((l) => l.kind === kind).reduce((sum, l) => sum + l.amount, 0);

const checkBooks = (world: World): void => {
  const stored = world.stateOf(orderId);
  if (!stored) return;
  const { authorized, captured, refunded } = sumsOf(stored.state);
  expect(authorized).toBeGreaterThanOrEqual(captured);
  expect(captured).toBeGreaterThanOrEqual(refunded);
  expect(refunded).toBeGreaterThanOrEqual(0);
  expect(ledgerSum(world, 'captured')).toBe(captured);
  expect(ledgerSum(world, 'refunded')).toBe(refunded);
  expect(ledgerSum(world, 'authorized') - ledgerSum(world, 'voided')).toBe(authorized);
  expect(stored.state.userId === null || viewOf(stored.state, 1) !== undefined).toBe(true);
};

/** After everything was undone, the provider must hold nothing and keep nothing. */
const checkProvider = (world: World): void => {
  for (const key of keys) expect(keptOf(world.accountOf(key))).toBe(0);
};

describe('the books of a payment', () => {
  it(
    'hold authorised ≥ captured ≥ refunded ≥ 0, whatever comes in whatever order and dies wherever',
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 12 }), async (plans) => {
          const world = createWorld();
          for (const { commands, crash } of plans) {
            const parts = world.boot();
            if (crash) world.crash.arm(crash.effect, crash.where);
            await Promise.allSettled(commands.map((c) => run(parts, c)));
            world.crash.disarm();
            checkBooks(world);
          }
          for (const key of keys) await undo(world.boot(), step('void', key));
          checkBooks(world);
          checkProvider(world);
          const { captured, refunded } = sumsOf(world.stateOf(orderId)!.state);
          expect(captured).toBe(refunded);
        }),
        { numRuns: 300 },
      );
    },
  );
});
