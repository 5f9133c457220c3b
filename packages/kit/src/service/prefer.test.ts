import { describe, expect, it } from 'vitest';
import { as, buildShop, type ShopApi } from '../../test/shop.ts';
import { parsePrefer } from './prefer.ts';
import { accepted } from './reply.ts';
import type { Handlers } from './request.ts';

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

  it('is not granted where too many wait already', async () => {
    const waits: (number | undefined)[] = [];
    let outcome = (): void => {};
    const known = new Promise<void>((resolve) => (outcome = resolve));
    const hold: Handlers<ShopApi>['add'] = async ({ waitMs }) => {
      waits.push(waitMs);
      if (waitMs !== 0) await known;
      return accepted('t1', '/api/things/t1');
    };
    const app = await buildShop({}, { add: hold });
    const ask = async (n: number) => {
      const headers = { ...as('ada'), 'idempotency-key': `k${n}`, prefer: 'wait=20' };
      return await app.inject({ method: 'POST', url: '/api/things', headers, payload: { name: 'a' } });
    };
    const waiting = Array.from({ length: 16 }, (_, n) => ask(n));
    const { statusCode, headers } = await ask(16);
    expect([statusCode, headers['preference-applied'], waits.at(-1)]).toEqual([202, undefined, 0]);
    outcome();
    const granted = await Promise.all([...waiting, ask(17)]);
    expect(granted.map((answer) => answer.headers['preference-applied'])).toEqual(granted.map(() => 'wait=20'));
    await app.close();
  });

  it('never waits past the deadline', async () => {
    const { waitMs } = await add({ prefer: 'wait=20', 'x-deadline': String(Date.now() + 3_000) });
    expect(waitMs).toBeLessThanOrEqual(2_500);
    expect(waitMs).toBeGreaterThan(1_000);
  });
});
