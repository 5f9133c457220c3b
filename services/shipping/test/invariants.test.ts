import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transitions } from '../src/domain/shipment-status.ts';
import { bookParcel, cancelParcel, deliverParcel, dispatchParcel } from '../src/use-cases/shipments.ts';
import { type World, bookRequest, createWorld, step } from './world.ts';

const orders = ['a', 'b'];
const faults = ['unavailable', 'notDone', 'lostAnswer', 'conflict'] as const;

const happening = fc.record({
  what: fc.constantFrom('book', 'cancel', 'confirm', 'dispatch', 'deliver', 'tick'),
  orderId: fc.constantFrom(...orders),
  fault: fc.option(fc.constantFrom(...faults)),
  on: fc.constantFrom('create', 'replace', 'publish'),
  later: fc.constantFrom(0, 1000, 6000, 11_000),
});
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

const run = (world: World, { what, orderId }: Happening): Promise<unknown> => {
  const { parts, carrier } = world.boot();
  if (what === 'book') return bookParcel(parts, bookRequest(orderId));
  if (what === 'cancel') return cancelParcel(parts, step(orderId));
  if (what === 'confirm') return world.confirm(orderId, parts);
  if (what === 'dispatch') return dispatchParcel(parts, step(orderId));
  if (what === 'deliver') return deliverParcel(parts, step(orderId));
  return carrier.tick();
};

const plan = (world: World, { fault, on }: Happening): void => {
  if (!fault) return;
  if (on !== 'publish') world.store.failNext(on, fault);
  else if (fault !== 'conflict') world.publisher.failNext(fault);
};

const statusOf = (world: World, orderId: string) => world.stateOf(orderId)?.state.status ?? 'none';

/** A status reached in one or more steps of the table. */
const leadsTo = (from: keyof typeof transitions, to: string): boolean =>
  from === to || transitions[from].some((next) => leadsTo(next, to));

describe('a shipment, whatever happens in whatever order', () => {
  it('only goes forward, and tells of what left and arrived, once', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (happenings) => {
        const world = createWorld();
        for (const h of happenings) {
          const before = orders.map((id) => statusOf(world, id));
          plan(world, h);
          await run(world, h).catch(() => undefined);
          world.clock.advance(h.later);
          orders.forEach((id, i) => expect(leadsTo(before[i] ?? 'none', statusOf(world, id))).toBe(true));
        }
        // Every message is delivered again until it is handled, and the carrier goes on for ever.
        for (let i = 0; i < 40; i += 1) {
          for (const id of orders) await world.confirm(id).catch(() => undefined);
          await run(world, { what: 'tick', orderId: 'a', fault: null, on: 'create', later: 0 }).catch(() => undefined);
          world.clock.advance(11_000);
        }
        for (const id of orders) {
          const told = new Set(world.publisher.published.filter((m) => m.subject === id).map((m) => m.id)).size;
          const status = statusOf(world, id);
          expect(['none', 'cancelled', 'delivered']).toContain(status);
          expect(told).toBe(status === 'delivered' ? 2 : 0);
        }
        expect(await world.listed()).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
