import { orderPage } from '@mercato/contracts/order';
import { describe, expect, it } from 'vitest';
import { orderIdOf } from '../src/domain/acceptance.ts';
import type { OrderState } from '../src/domain/order.ts';
import { ask, build, type Built, place } from './api-world.ts';

const asAdmin = { as: 'root.admin' };

/** Five orders a minute apart: ada's and bob's in turn; the third asks for more than there is. */
const fiveOrders = async (): Promise<{ t: Built; times: string[]; ids: string[] }> => {
  const t = await build();
  const [times, ids]: [string[], string[]] = [[], []];
  for (const [n, as] of ['ada', 'bob', 'ada', 'bob', 'ada'].entries()) {
    const lines = [{ productId: 'mug', quantity: n === 2 ? 99 : 1 }];
    await place(t, { lines }, { as, key: `k${n}`, prefer: 'wait=10' });
    await t.settle();
    ids.push(orderIdOf(as, `k${n}`));
    times.push(t.order(ids[n] ?? '').placedAt);
    t.clock.advance(60_000);
  }
  return { t, times, ids };
};

const search = async (t: Built, query: string) =>
  orderPage.parse((await ask(t, `/api/orders?${query}`, asAdmin)).json());

const found = async (t: Built, ids: readonly string[], query: string): Promise<readonly number[]> => {
  const all: number[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await search(t, `${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    all.push(...page.items.map((order) => ids.indexOf(order.id)));
    cursor = page.nextCursor;
  }
  return all;
};

describe('orders are looked for', () => {
  it.each([1, 2, 20])('by status, by user, and by time, newest first, %i at a time', async (limit) => {
    const { t, times, ids } = await fiveOrders();
    const by = (query: string) => found(t, ids, `limit=${limit}&${query}`);
    expect(await by('status=cancelled')).toEqual([2]);
    expect(await by('status=processing')).toEqual([4, 3, 1, 0]);
    expect(await by('status=delivered')).toEqual([]);
    expect(await by('userId=ada')).toEqual([4, 2, 0]);
    expect(await by('userId=ada&status=processing')).toEqual([4, 0]);
    expect(await by('userId=nobody')).toEqual([]);
    expect(await by(`since=${times[3]}`)).toEqual([4, 3]);
    expect(await by(`before=${times[3]}`)).toEqual([2, 1, 0]);
    expect(await by(`userId=bob&since=${times[1]}&before=${times[3]}`)).toEqual([1]);
    expect(await by('parked=false')).toEqual([4, 3, 2, 1, 0]);
  });

  it('by whether they wait for a person', async () => {
    const { t, ids } = await fiveOrders();
    const [first, , third] = ids as [string, string, string];
    for (const id of [first, third]) await t.deps.parkedOrders.add(id);
    await t.deps.orders.execute(first, 'park', (current) => {
      const order = current as OrderState;
      const parked = { reason: 'product is down', since: t.clock.now() };
      return { state: { ...order, checkout: { ...order.checkout, parked } }, result: null };
    });
    expect(await found(t, ids, 'parked=true')).toEqual([0]);
    expect(await found(t, ids, 'parked=true&userId=bob')).toEqual([]);
    expect(await found(t, ids, 'parked=false&userId=ada')).toEqual([4, 2]);
    expect((await search(t, 'parked=true')).items[0]?.needsAttention?.reason).toBe('product is down');
  });

  it.each(['status=accepted', 'parked=maybe', 'parked=', 'since=yesterday', 'userId=', 'colour=red'])(
    'not by ?%s',
    async (query) => {
      const t = await build();
      expect((await ask(t, `/api/orders?${query}`, asAdmin)).json()).toMatchObject({ code: 'request.invalid' });
    },
  );

  it('by administrators only', async () => {
    const t = await build();
    expect((await ask(t, '/api/orders?parked=true')).statusCode).toBe(403);
  });
});
