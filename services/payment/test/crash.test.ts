import { paymentCaptured, paymentRefunded } from '@mercato/contracts/payment';
import { describe, expect, it } from 'vitest';
import { sumsOf } from '../src/domain/payment.ts';
import { authorize } from '../src/use-cases/authorize.ts';
import { capture } from '../src/use-cases/capture.ts';
import type { PaymentParts } from '../src/use-cases/parts.ts';
import { refund } from '../src/use-cases/refund.ts';
import { undo } from '../src/use-cases/void.ts';
import { Crash } from './crash-switch.ts';
import { type World, authorizeRequest, createWorld, eur, keptOf, keyA, orderId, step } from './world.ts';

type Run = (parts: PaymentParts) => Promise<unknown>;

const runs: Readonly<Record<string, { readonly before: readonly Run[]; readonly run: Run }>> = {
  authorize: { before: [], run: (parts) => authorize(parts, authorizeRequest()) },
  capture: {
    before: [(parts) => authorize(parts, authorizeRequest())],
    run: (parts) => capture(parts, step('capture')),
  },
  'undo of a hold': {
    before: [(parts) => authorize(parts, authorizeRequest())],
    run: (parts) => undo(parts, step('void')),
  },
  'undo of a capture': {
    before: [(parts) => authorize(parts, authorizeRequest()), (parts) => capture(parts, step('capture'))],
    run: (parts) => undo(parts, step('void')),
  },
  refund: {
    before: [(parts) => authorize(parts, authorizeRequest()), (parts) => capture(parts, step('capture'))],
    run: (parts) => refund(parts, { ...step('refund'), amount: eur(400) }),
  },
};

const prepared = async (name: string) => {
  const world = createWorld();
  const { before, run } = runs[name]!;
  for (const earlier of before) await earlier(world.parts);
  world.crash.arm(Number.POSITIVE_INFINITY, 'before');
  return { world, run };
};

const ids = (world: World) => world.publisher.published.map((m) => m.id);

const withoutTime = (part: object): object => ({ ...part, at: 'some time' });

/** What remains when nothing goes wrong: what every crash must end in too. */
const outcome = (world: World) => {
  const state = world.stateOf(orderId)!;
  return {
    sums: sumsOf(state.state),
    attempts: state.state.attempts.map(withoutTime),
    refunds: state.state.refunds.map(withoutTime),
    ledger: state.state.ledger.map((l) => [l.kind, l.amount]),
    untold: state.owed.filter(({ id }) => !ids(world).includes(id)),
    account: world.accountOf(keyA),
    events: [...new Set(ids(world))],
  };
};

const cases = async () => {
  const all = [];
  for (const name of Object.keys(runs)) {
    const { world, run } = await prepared(name);
    await run(world.parts);
    for (let effect = 1; effect <= world.crash.effects; effect += 1)
      for (const where of ['before', 'after'] as const) all.push({ name, effect, where });
  }
  return all;
};

describe('a process killed at its effects', async () => {
  it.each(await cases())('$name, $where effect $effect: a new process ends as if nothing was', async (killed) => {
    const calm = await prepared(killed.name);
    await calm.run(calm.world.parts);
    const { world, run } = await prepared(killed.name);
    world.crash.arm(killed.effect, killed.where);
    await expect(run(world.parts)).rejects.toThrow(Crash);
    world.crash.disarm();
    await run(world.boot());
    expect(outcome(world)).toEqual(outcome(calm.world));
  });

  it.each(await cases())('$name, $where effect $effect, then undone: nothing is held or kept', async (killed) => {
    const { world, run } = await prepared(killed.name);
    world.crash.arm(killed.effect, killed.where);
    await expect(run(world.parts)).rejects.toThrow(Crash);
    world.crash.disarm();
    await undo(world.boot(), step('void'));
    const { sums, account, untold } = outcome(world);
    expect(sums.captured).toBe(sums.refunded);
    expect(untold).toEqual([]);
    expect(keptOf(account)).toBe(0);
  });
});

describe('a store that misbehaves', () => {
  const faults = ['unavailable', 'notDone', 'lostAnswer', 'conflict'] as const;
  const table = Object.keys(runs).flatMap((name) => faults.map((fault) => ({ name, fault })));

  it.each(table)('$name over $fault at every write ends as if nothing was', async ({ name, fault }) => {
    const calm = await prepared(name);
    await calm.run(calm.world.parts);
    const { world, run } = await prepared(name);
    for (const operation of ['create', 'replace'] as const)
      for (const subject of [`payment:${orderId}`, `provider:${keyA}`])
        world.store.failNext(operation, fault, { subject });
    for (let tries = 0; tries < 8; tries += 1)
      if (
        await run(world.parts).then(
          () => true,
          () => false,
        )
      )
        break;
    await run(world.parts);
    expect(outcome(world)).toEqual(outcome(calm.world));
  });

  it('never tells of a capture or a refund that is not in the books', async () => {
    const { world, run } = await prepared('refund');
    world.store.failNext('replace', 'unavailable', { times: 9 });
    await expect(run(world.parts)).rejects.toThrow();
    expect(world.publisher.of(paymentCaptured)).toHaveLength(1);
    expect(world.publisher.of(paymentRefunded)).toEqual([]);
  });
});
