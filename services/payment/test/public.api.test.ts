import { refundOrder } from '@mercato/contracts/order';
import { describe, expect, it } from 'vitest';
import { type Sent, buildApp } from './api-world.ts';
import { eur, keyA, orderId, tokenFor } from './world.ts';

const card = { number: '4242424242424242', expMonth: 12, expYear: 2030, cvc: '123' };
const admin = (key: string, body: object): Sent => ({ as: 'admin.adm', key, body });
const order = { orderId, userId: 'usr-1', amount: eur(1000) };
const paying = (scenario = 'success', over: object = {}) => ({ ...order, token: tokenFor(scenario), ...over });
const problem = (status: number, code: string) => ({ status, body: { status, code } });

const withPayment = async (capture: boolean) => {
  const app = await buildApp();
  await app.send('POST', '/api/payments/process', admin('k1', paying('success', { capture })));
  return app;
};

describe('POST /api/payments/tokens', () => {
  it('201 gives a token and what may be known of the card', async () => {
    const { send } = await buildApp();
    const answer = await send('POST', '/api/payments/tokens', { as: 'user.usr-1', body: card });
    expect(answer).toMatchObject({
      status: 201,
      body: { brand: 'visa', last4: '4242', expMonth: 12, expYear: 2030 },
    });
    expect((answer.body as { readonly token: string }).token).toMatch(/^tok_success_visa_4242_[0-9a-f]+$/);
  });

  it.each([
    ['a wrong check digit', { ...card, number: '4242424242424241' }, '/number', 'payment.card_invalid'],
    ['an expired card', { ...card, expYear: 2024 }, '/expYear', 'payment.card_invalid'],
    ['a wrong code', { ...card, cvc: '1234' }, '/cvc', 'payment.card_invalid'],
    ['letters', { ...card, number: 'abcd' }, '/number', 'request.invalid'],
    ['an unknown field', { ...card, pin: '0000' }, '', 'request.invalid'],
  ])('400 names the field of %s', async (_, body, pointer, code) => {
    const { send } = await buildApp();
    const answer = await send('POST', '/api/payments/tokens', { as: 'user.usr-1', body });
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect(JSON.stringify(answer.body)).toContain(`"pointer":"${pointer}`);
  });

  it('401 without a caller', async () => {
    const { send } = await buildApp();
    expect(await send('POST', '/api/payments/tokens', { body: card })).toMatchObject(problem(401, 'auth.required'));
  });
});

describe('POST /api/payments/process', () => {
  it('201 authorises', async () => {
    const { send } = await buildApp();
    expect(await send('POST', '/api/payments/process', admin('k', paying()))).toMatchObject({
      status: 201,
      headers: { location: '/api/payments/pay-ord-1' },
      body: { id: 'pay-ord-1', status: 'authorized', authorized: eur(1000), captured: eur(0) },
    });
  });

  it('201 captures at once if asked, and answers the same again', async () => {
    const { send, publisher } = await buildApp();
    const body = paying('success', { capture: true });
    const first = await send('POST', '/api/payments/process', admin('k', body));
    expect(first).toMatchObject({ status: 201, body: { status: 'captured', captured: eur(1000) } });
    expect((await send('POST', '/api/payments/process', admin('k', body))).body).toEqual(first.body);
    expect(publisher.topics).toEqual(['payment-captured-v1']);
  });

  it.each([
    ['declined', 402, 'payment.declined'],
    ['cvc', 402, 'payment.declined'],
    ['insufficient', 402, 'payment.insufficient_funds'],
    ['expired', 402, 'payment.card_expired'],
    ['processing', 402, 'payment.processing_error'],
    ['unheardof', 400, 'payment.token_invalid'],
    ['lost', 504, 'dependency.timeout'],
    ['flaky', 503, 'dependency.unavailable'],
  ])('%s ends in %i %s', async (scenario, status, code) => {
    const { send } = await buildApp();
    expect(await send('POST', '/api/payments/process', admin('k', paying(scenario)))).toMatchObject(
      problem(status, code),
    );
  });

  it('409 while the order has a live payment, 201 again after a decline', async () => {
    const { send } = await buildApp();
    const pay = (key: string, scenario: string) => send('POST', '/api/payments/process', admin(key, paying(scenario)));
    expect(await pay('k1', 'declined')).toMatchObject({ status: 402 });
    expect(await pay('k2', 'success')).toMatchObject({ status: 201, body: { attempts: [{}, {}] } });
    expect(await pay('k3', 'success')).toMatchObject(problem(409, 'payment.already_authorized'));
  });

  it('finishes a payment whose answer was lost, under the same key', async () => {
    const { send } = await buildApp();
    expect(await send('POST', '/api/payments/process', admin('k', paying('lost')))).toMatchObject({ status: 504 });
    expect(await send('POST', '/api/payments/process', admin('k', paying('lost')))).toMatchObject({
      status: 201,
      body: { status: 'authorized', attempts: [{}] },
    });
  });

  it('400 for an order id that no payment id can hold', async () => {
    const { send } = await buildApp();
    const body = paying('success', { orderId: 'o'.repeat(61) });
    expect(await send('POST', '/api/payments/process', admin('k', body))).toMatchObject(
      problem(400, 'request.invalid'),
    );
  });

  it('403 for a shopper, 400 without a key, 422 for a key used with another body', async () => {
    const { send } = await buildApp();
    const url = '/api/payments/process';
    expect(await send('POST', url, { ...admin('k', paying()), as: 'user.u' })).toMatchObject({ status: 403 });
    expect(await send('POST', url, { as: 'admin.a', body: paying() })).toMatchObject(
      problem(400, 'idempotency.key_required'),
    );
    await send('POST', url, admin('k', paying()));
    expect(await send('POST', url, admin('k', paying('declined')))).toMatchObject(
      problem(422, 'idempotency.key_reused'),
    );
  });
});

describe('POST /api/payments/capture', () => {
  it('200 takes the money that waits', async () => {
    const { send } = await withPayment(false);
    expect(await send('POST', '/api/payments/capture', admin('k2', { orderId }))).toMatchObject({
      status: 200,
      body: { status: 'captured', captured: eur(1000) },
    });
  });

  it('404 without a payment, 409 when nothing waits', async () => {
    const { send } = await withPayment(true);
    const capture = (id: string) => send('POST', '/api/payments/capture', admin(id, { orderId: id }));
    expect(await capture('other')).toMatchObject(problem(404, 'payment.not_found'));
    expect(await capture(orderId)).toMatchObject(problem(409, 'payment.not_capturable'));
  });
});

describe('POST /api/payments/void', () => {
  it('200 lets go of what is held', async () => {
    const { send } = await withPayment(false);
    expect(await send('POST', '/api/payments/void', admin('k2', { orderId }))).toMatchObject({
      status: 200,
      body: { status: 'voided', authorized: eur(0) },
    });
    expect(await send('POST', '/api/payments/void', admin('k3', { orderId }))).toMatchObject({ status: 200 });
  });

  it('404 without a payment, 409 once captured', async () => {
    const { send } = await withPayment(true);
    const letGo = (id: string) => send('POST', '/api/payments/void', admin(id, { orderId: id }));
    expect(await letGo('other')).toMatchObject(problem(404, 'payment.not_found'));
    expect(await letGo(orderId)).toMatchObject(problem(409, 'payment.not_voidable'));
  });
});

describe('POST /api/payments/refund', () => {
  const refund = '/api/payments/refund';

  it('202 asks the order to refund, once per key', async () => {
    const { send, publisher } = await withPayment(true);
    const body = { orderId, amount: eur(300), reason: 'scratched' };
    for (let i = 0; i < 2; i += 1) {
      expect(await send('POST', refund, admin('k', body))).toMatchObject({
        status: 202,
        headers: { location: '/api/orders/ord-1' },
        body: { id: orderId, status: 'accepted', href: '/api/orders/ord-1' },
      });
    }
    expect(publisher.of(refundOrder)).toMatchObject([{ orderId, amount: eur(300), reason: 'scratched' }]);
  });

  it('gives the command the same id when its first answer was lost', async () => {
    const { send, publisher } = await withPayment(true);
    publisher.failNext('lostAnswer');
    expect(await send('POST', refund, admin('k', { orderId }))).toMatchObject({ status: 504 });
    expect(await send('POST', refund, admin('k', { orderId }))).toMatchObject({ status: 202 });
    const [first, second] = publisher.published.filter((m) => m.topic === refundOrder.topic);
    expect(first?.id).toBe(second?.id);
  });

  it.each([
    ['too much', { orderId, amount: eur(1001) }, 409, 'payment.refund_exceeded'],
    ['nothing', { orderId, amount: eur(0) }, 400, 'request.invalid'],
    ['another currency', { orderId, amount: { amount: 1, currency: 'USD' } }, 400, 'request.invalid'],
    ['an unknown order', { orderId: 'other' }, 404, 'payment.not_found'],
  ])('refuses %s', async (_, body, status, code) => {
    const { send, publisher } = await withPayment(true);
    expect(await send('POST', refund, admin('k', body))).toMatchObject(problem(status, code));
    expect(publisher.topics).not.toContain(refundOrder.topic);
  });

  it('409 while the money is only held', async () => {
    const { send } = await withPayment(false);
    expect(await send('POST', refund, admin('k', { orderId }))).toMatchObject(problem(409, 'payment.refund_exceeded'));
  });
});

describe('GET /api/payments/:id and /order/:orderId', () => {
  it.each(['/api/payments/pay-ord-1', '/api/payments/order/ord-1'])('200 %s to its owner and to us', async (url) => {
    const { send } = await withPayment(true);
    for (const as of ['user.usr-1', 'admin.adm'])
      expect(await send('GET', url, { as })).toMatchObject({ status: 200, body: { id: 'pay-ord-1', orderId } });
  });

  it.each(['/api/payments/pay-ord-1', '/api/payments/order/ord-1'])('404 %s to anybody else', async (url) => {
    const { send } = await withPayment(true);
    expect(await send('GET', url, { as: 'user.usr-2' })).toMatchObject(problem(404, 'payment.not_found'));
    expect(await send('GET', url)).toMatchObject({ status: 401 });
  });

  it.each(['/api/payments/pay-none', '/api/payments/ord-1', '/api/payments/order/none'])('404 %s', async (url) => {
    const { send } = await withPayment(true);
    expect(await send('GET', url, { as: 'admin.adm' })).toMatchObject(problem(404, 'payment.not_found'));
  });

  it('404 where there is only a tombstone', async () => {
    const { send } = await buildApp();
    await send('POST', '/internal/payments/void', { body: { key: 'v', orderId, authorizeKey: keyA } });
    expect(await send('GET', '/api/payments/order/ord-1', { as: 'admin.adm' })).toMatchObject({ status: 404 });
  });
});
