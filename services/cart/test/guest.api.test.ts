import { maxCartLines } from '@mercato/contracts/cart';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guestTokenSeconds } from '../src/domain/guest-token.ts';
import { cartIn, openShop, type Shop, unitsOf } from './shop.ts';

let shop: Shop;
let call: Shop['call'];
let put: Shop['put'];
let world: Shop['world'];
beforeEach(async () => {
  shop = await openShop();
  ({ call, put, world } = shop);
});
afterEach(() => shop.close());

describe('a guest', () => {
  it('gets a token as a cookie that scripts cannot read, and in the answer', async () => {
    const reply = await call('GET /api/cart');
    const token = cartIn(reply).guestToken;
    expect(reply.cookies).toMatchObject([
      { name: 'mercato_guest', value: token, maxAge: guestTokenSeconds, httpOnly: true, path: '/', sameSite: 'Lax' },
    ]);
  });

  it('keeps the cart by cookie or by header, and the header wins', async () => {
    const [one, other] = [await shop.newGuest(), await shop.newGuest()];
    await put('mug', 2, { guest: one });
    const byCookie = await call('GET /api/cart', { cookie: one });
    expect(unitsOf(cartIn(byCookie))).toEqual({ mug: 2 });
    expect(byCookie.cookies).toEqual([]);
    expect(unitsOf(cartIn(await call('GET /api/cart', { cookie: one, guest: other })))).toEqual({});
  });

  it('gets a younger token after a day, for the same cart', async () => {
    const token = await shop.newGuest();
    await put('mug', 2, { guest: token });
    world.clock.advance(25 * 3600 * 1000);
    const cart = cartIn(await call('GET /api/cart', { guest: token }));
    expect(cart.guestToken).not.toBe(token);
    expect(unitsOf(cartIn(await call('GET /api/cart', { guest: cart.guestToken ?? '' })))).toEqual({ mug: 2 });
  });

  it.each(['guest', 'cookie'])('400 for a token that was tampered with, sent as %s', async (where) => {
    const token = `${(await shop.newGuest()).slice(0, -3)}AAA`;
    for (const line of ['GET /api/cart', 'DELETE /api/cart', 'DELETE /api/cart/items/mug']) {
      expect(await call(line, { [where]: token })).toMatchObject({ status: 400, code: 'cart.guest_invalid' });
    }
    expect(await put('mug', 1, { [where]: token })).toMatchObject({ status: 400, code: 'cart.guest_invalid' });
  });
});

describe('signing in with a guest cart', () => {
  const fillBoth = async () => {
    const token = await shop.newGuest();
    await put('mug', 2, { guest: token });
    await put('mug', 1, { as: 'ada' });
    return token;
  };

  it('merges it at the first request and clears the cookie', async () => {
    const cookie = await fillBoth();
    const reply = await call('GET /api/cart', { as: 'ada', cookie });
    expect(unitsOf(cartIn(reply))).toEqual({ mug: 3 });
    expect(cartIn(reply).guestToken).toBeNull();
    expect(reply.cookies).toMatchObject([{ name: 'mercato_guest', value: '', maxAge: 0 }]);
    expect(unitsOf(cartIn(await call('GET /api/cart', { as: 'ada', cookie })))).toEqual({ mug: 3 });
    expect(unitsOf(cartIn(await call('GET /api/cart', { guest: cookie })))).toEqual({});
  });

  it('keeps the cookie of a cart that was not merged because a header named another', async () => {
    const [guest, cookie] = [await fillBoth(), await shop.newGuest()];
    const reply = await call('GET /api/cart', { as: 'ada', guest, cookie });
    expect([unitsOf(cartIn(reply)), reply.cookies]).toEqual([{ mug: 3 }, []]);
  });

  it('merges before whatever was asked for', async () => {
    const guest = await fillBoth();
    expect(unitsOf(cartIn(await put('kettle', 1, { as: 'ada', guest })))).toEqual({ mug: 3, kettle: 1 });
  });

  it('goes on without a cookie that is no good any more, but refuses such a header', async () => {
    const stale = await call('GET /api/cart', { as: 'ada', cookie: 'g1.stale' });
    cartIn(stale);
    expect(stale.cookies).toMatchObject([{ value: '', maxAge: 0 }]);
    const header = await call('GET /api/cart', { as: 'ada', guest: 'g1.stale' });
    expect(header).toMatchObject({ status: 400, code: 'cart.guest_invalid' });
  });

  it('leaves a cart that does not fit alone, and says so when asked to merge it', async () => {
    const cookie = await shop.newGuest();
    await put('kettle', 1, { guest: cookie });
    await shop.fillUp({ as: 'ada' }, maxCartLines);
    const reply = await call('GET /api/cart', { as: 'ada', cookie });
    expect(cartIn(reply).lines).toHaveLength(maxCartLines);
    expect(reply.cookies).toEqual([]);
    const merge = await call('POST /api/cart/merge', { as: 'ada', body: { guestToken: cookie } });
    expect(merge).toMatchObject({ status: 409, code: 'cart.full' });
    expect(unitsOf(cartIn(await call('GET /api/cart', { guest: cookie })))).toEqual({ kettle: 1 });
  });
});

describe('POST /api/cart/merge', () => {
  it('200, and doing it twice adds nothing', async () => {
    const guestToken = await shop.newGuest();
    await put('mug', 60, { guest: guestToken });
    await put('mug', 60, { as: 'ada' });
    for (const _ of [1, 2]) {
      const reply = await call('POST /api/cart/merge', { as: 'ada', cookie: guestToken, body: { guestToken } });
      expect(unitsOf(cartIn(reply))).toEqual({ mug: 99 });
      expect(reply.cookies).toMatchObject([{ maxAge: 0 }]);
    }
  });

  it('400 for a token that was tampered with or is missing, 401 for a guest', async () => {
    const bad = await call('POST /api/cart/merge', { as: 'ada', body: { guestToken: 'g1.x.1.y' } });
    expect(bad).toMatchObject({ status: 400, code: 'cart.guest_invalid' });
    const none = await call('POST /api/cart/merge', { as: 'ada', body: {} });
    expect(none).toMatchObject({ status: 400, code: 'request.invalid' });
    const guest = await call('POST /api/cart/merge', { body: { guestToken: 'x' } });
    expect(guest).toMatchObject({ status: 401, code: 'auth.required' });
  });
});
