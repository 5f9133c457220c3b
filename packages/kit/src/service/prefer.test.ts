import { describe, expect, it } from 'vitest';
import { as, buildShop } from '../../test/shop.ts';
import { parsePrefer } from './prefer.ts';

describe('parsePrefer', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['return=minimal', undefined],
    ['wait', undefined],
    ['wait=-1', undefined],
    ['wait=1.5', undefined],
    ['wait=0', { waitMs: 0, applied: 'wait=0' }],
    ['wait=10', { waitMs: 10_000, applied: 'wait=10' }],
    ['WAIT = "7"', { waitMs: 7_000, applied: 'wait=7' }],
    ['wait=100000', { waitMs: 25_000, applied: 'wait=25' }],
    ['respond-async', { waitMs: 0, applied: 'respond-async' }],
    ['respond-async, wait=10', { waitMs: 10_000, applied: 'wait=10' }],
    ['return=minimal; foo="x", wait=3;bar', { waitMs: 3_000, applied: 'wait=3' }],
  ])('%s', (header, preference) => {
    expect(parsePrefer(header)).toEqual(preference);
  });
});

describe('Prefer on a route', () => {
  const add = async (headers: Record<string, string>, waits = true) => {
    const app = await buildShop();
    const response = await app.inject({
      method: waits ? 'POST' : 'GET',
      url: waits ? '/api/things' : '/api/things/a',
      headers: { ...as('ada'), 'idempotency-key': 'k', ...headers },
      ...(waits ? { payload: { name: 'a' } } : {}),
    });
    await app.close();
    return { waitMs: response.json<{ waitMs?: number }>().waitMs, applied: response.headers['preference-applied'] };
  };

  it('reaches the handler of a route that waits, and the answer says so', async () => {
    expect(await add({ prefer: 'wait=5' })).toEqual({ waitMs: 5_000, applied: 'wait=5' });
    expect(await add({ prefer: 'respond-async' })).toEqual({ waitMs: 0, applied: 'respond-async' });
  });

  it('says nothing where the client says nothing, or the route does not wait', async () => {
    expect(await add({})).toEqual({});
    expect(await add({ prefer: 'wait=5' }, false)).toEqual({});
  });

  it('never waits past the deadline', async () => {
    const { waitMs } = await add({ prefer: 'wait=20', 'x-deadline': String(Date.now() + 3_000) });
    expect(waitMs).toBeLessThanOrEqual(2_500);
    expect(waitMs).toBeGreaterThan(1_000);
  });
});
