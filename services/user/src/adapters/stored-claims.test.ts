import { FakeClock, MemoryStateStore } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { type Claim, emailClaim, holdTime } from '../domain/claim.ts';
import { StoredClaims } from './stored-claims.ts';

const name = emailClaim('ada@example.com');
const key = `claim:${name}`;

/** Claims of two replicas over one store; `owners` are the accounts that point to the name. */
const world = () => {
  const store = new MemoryStateStore();
  const clock = new FakeClock();
  const owners = new Set<string>();
  const pointsTo = (id: string): Promise<boolean> => Promise.resolve(owners.has(id));
  const replica = (): StoredClaims => new StoredClaims({ store, clock, pointsTo });
  return { store, clock, owners, replica, claims: replica(), stored: () => store.peek<Claim>(key) };
};

describe('a name', () => {
  it('that many reach for at once is held by one of them', async () => {
    const w = world();
    const outcomes = await Promise.all(['ada', 'bob', 'eve'].map((id) => w.replica().hold(name, id)));
    expect(outcomes.filter((outcome) => outcome === 'held')).toHaveLength(1);
  });

  it('that has lapsed is taken over by one of those who reach for it at once', async () => {
    const w = world();
    await w.claims.hold(name, 'late');
    w.clock.advance(holdTime + 1);
    const outcomes = await Promise.all(['ada', 'bob'].map((id) => w.replica().hold(name, id)));
    expect(outcomes.toSorted()).toEqual(['held', 'taken']);
  });

  it('stays with the account that points to it, however old the claim', async () => {
    const w = world();
    await w.claims.hold(name, 'ada');
    w.owners.add('ada');
    w.clock.advance(365 * 24 * 3_600_000);
    expect(await w.claims.hold(name, 'bob')).toBe('taken');
    await w.claims.release(name, 'ada');
    expect(await w.claims.ownerOf(name)).toBe('ada');
  });

  it('is held anew by its holder, which defeats whoever decided on an older reading', async () => {
    const w = world();
    await w.claims.hold(name, 'ada');
    const read = await w.store.get<Claim>(key);
    w.clock.advance(1_000);
    expect(await w.claims.hold(name, 'ada')).toBe('held');
    expect(await w.store.replace(key, { ownerId: 'bob', heldUntil: 0 }, read?.etag ?? '')).toBe('conflict');
    expect(w.stored()?.heldUntil).toBe(w.clock.now() + holdTime);
  });

  it.each(['lostAnswer', 'notDone'] as const)('whose write ended in %s is looked up', async (fault) => {
    const w = world();
    w.store.failNext('create', fault);
    expect(await w.claims.hold(name, 'ada')).toBe('held');
    expect(w.stored()?.ownerId).toBe('ada');
  });
});
