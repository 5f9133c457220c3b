import { describe, expect, it } from 'vitest';
import { buildApp } from './api-world.ts';
import { StoppedClock, authorizeRequest, eur, keyA, orderId, step } from './world.ts';

const ok = (body: object) => ({ status: 200, body: { verdict: 'ok', ...body } });
const refused = (code: string) => ({ status: 200, body: { verdict: 'refused', code } });
const url = (what: string) => `/internal/payments/${what}`;

describe('the internal routes', () => {
  it('want the token of the app', async () => {
    const { send } = await buildApp();
    const headers = { 'dapr-api-token': 'wrong' };
    for (const what of ['tokens', 'authorize', 'capture', 'void', 'refund'])
      expect(await send('POST', url(what), { body: {}, headers })).toMatchObject({ status: 401 });
  });

  it('tokens: exchanges a card, or says why not', async () => {
    const { send } = await buildApp();
    const card = { number: '378282246310005', expMonth: 12, expYear: 2030, cvc: '1234' };
    expect(await send('POST', url('tokens'), { body: card })).toMatchObject(
      ok({ card: { brand: 'amex', last4: '0005' } }),
    );
    expect(await send('POST', url('tokens'), { body: { ...card, expYear: 2020 } })).toMatchObject(
      refused('payment.card_invalid'),
    );
  });

  it('authorize, capture and refund answer with what was done, again and again', async () => {
    const { send } = await buildApp();
    for (let i = 0; i < 2; i += 1)
      expect(await send('POST', url('authorize'), { body: authorizeRequest() })).toMatchObject(
        ok({ paymentId: 'pay-ord-1', amount: eur(1000) }),
      );
    for (let i = 0; i < 2; i += 1)
      expect(await send('POST', url('capture'), { body: step('capture') })).toMatchObject(ok({ captured: eur(1000) }));
    for (let i = 0; i < 2; i += 1)
      expect(await send('POST', url('refund'), { body: { ...step('r'), amount: eur(300) } })).toMatchObject(
        ok({ refunded: eur(300) }),
      );
    for (let i = 0; i < 2; i += 1)
      expect(await send('POST', url('void'), { body: step('void') })).toMatchObject(ok({ refunded: eur(700) }));
  });

  it('refuse for business reasons with a 200', async () => {
    const { send } = await buildApp();
    const declined = { ...authorizeRequest('declined'), key: `${orderId}:first` };
    expect(await send('POST', url('authorize'), { body: declined })).toMatchObject(refused('payment.declined'));
    expect(await send('POST', url('capture'), { body: step('capture') })).toMatchObject(
      refused('payment.not_capturable'),
    );
    expect(await send('POST', url('refund'), { body: { ...step('r'), amount: eur(1) } })).toMatchObject(
      refused('payment.not_found'),
    );
    expect(await send('POST', url('void'), { body: step('void') })).toMatchObject(ok({ refunded: eur(0) }));
    expect(await send('POST', url('authorize'), { body: authorizeRequest() })).toMatchObject(refused('payment.voided'));
  });

  it.each([
    ['flaky', 503, 'dependency.unavailable'],
    ['lost', 504, 'dependency.timeout'],
    ['silent', 504, 'dependency.timeout'],
  ])('fail as such when the provider does (%s): %i', async (scenario, status, code) => {
    const { send } = await buildApp();
    expect(await send('POST', url('authorize'), { body: authorizeRequest(scenario) })).toMatchObject({
      status,
      body: { code },
    });
  });

  it('answer 504 when the caller has waited long enough, and undo what was done all the same', async () => {
    const { send, accountOf } = await buildApp({ providerClock: new StoppedClock(), providerTimeoutMs: 5000 });
    const headers = { 'x-deadline': String(Date.now() + 60) };
    expect(await send('POST', url('authorize'), { body: authorizeRequest('late'), headers })).toMatchObject({
      status: 504,
    });
    expect(accountOf(keyA)).toMatchObject({ status: 'authorized' });
    expect(await send('POST', url('void'), { body: step('void') })).toMatchObject(ok({ refunded: eur(0) }));
    expect(accountOf(keyA)).toMatchObject({ status: 'voided' });
  });

  it('tell how long the provider took', async () => {
    const { send } = await buildApp();
    await send('POST', url('authorize'), { body: authorizeRequest() });
    const { body } = await send('GET', '/metrics');
    expect(body).toMatch(
      /payment_processing_seconds_count\{provider="simulator",operation="authorize",outcome="authorized"\} [1-9]/,
    );
    expect(body).toContain('payment_processing_seconds_bucket{le="0.5",provider="simulator",operation="authorize"');
  });
});
