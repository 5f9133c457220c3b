import { paymentCaptured, paymentRefunded } from '@mercato/contracts/payment';
import { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { authorize } from '../../src/use-cases/authorize.ts';
import { capture } from '../../src/use-cases/capture.ts';
import { buildApp } from '../api-world.ts';
import { authorizeRequest, eur, keyA, orderId, step } from '../world.ts';
import { type Fault, FakeStripe } from './fake-stripe.ts';
import { payingBy, signingSecret } from './stripe-world.ts';

const url = '/api/payments/webhooks/stripe';
const request = { ...authorizeRequest(), token: 'pm_card_visa' };

const theIntent = { object: 'payment_intent', id: 'pi_1' };

const sign = (payload: string, at: number, secret = signingSecret): string =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: Math.floor(at / 1000) });

const build = async () => {
  const fake = new FakeStripe();
  const app = await buildApp(payingBy(fake));
  const post = (body: string, signature?: string) =>
    app.send('POST', url, { body, headers: signature === undefined ? {} : { 'stripe-signature': signature } });
  /** An event as Stripe sends it: indented, so that parsing and printing it again would change it. */
  const event = (type: string, object: object = theIntent, id = 'evt_1'): string =>
    JSON.stringify({ id, object: 'event', type, data: { object } }, null, 2);
  const tell = (type: string, object?: object, id?: string) => {
    const body = event(type, object, id);
    return post(body, sign(body, app.clock.now()));
  };
  /** The answer to the next such request gets lost. */
  const lose = (end: string, fault: Fault = 'unanswered'): void => {
    let left = 1;
    fake.onRequest = (path) => (path.endsWith(end) && left-- > 0 ? fault : undefined);
  };
  const attempt = () => app.stateOf(orderId)?.state.attempts[0];
  const notices = async (): Promise<string> => {
    const { body } = await app.send('GET', '/metrics');
    return String(body);
  };
  return { ...app, fake, post, event, tell, lose, attempt, notices };
};

describe('what Stripe tells', () => {
  it('settles an authorisation whose answer was lost, by asking Stripe', async () => {
    const { parts, lose, tell, attempt } = await build();
    lose('/confirm');
    await expect(authorize(parts, request)).rejects.toThrow();
    expect(attempt()).toMatchObject({ status: 'uncertain' });
    expect(await tell('payment_intent.amount_capturable_updated')).toMatchObject({
      status: 200,
      body: { received: true },
    });
    expect(attempt()).toMatchObject({ status: 'authorized', last4: '4242' });
  });

  it('settles a capture and a refund whose answers were lost, and publishes them once', async () => {
    const { parts, lose, tell, attempt, publisher, send } = await build();
    await authorize(parts, request);
    lose('/capture');
    await expect(capture(parts, step('capture'))).rejects.toThrow();
    await tell('payment_intent.succeeded');
    expect(attempt()).toMatchObject({ status: 'captured', captureKey: step('capture').key });
    expect(await capture(parts, step('capture'))).toEqual(eur(1000));
    lose('POST /refunds');
    const body = { ...step('refund'), amount: eur(400) };
    await send('POST', '/internal/payments/refund', { body });
    await tell('charge.refunded', { object: 'charge', id: 'ch_1', payment_intent: 'pi_1' }, 'evt_2');
    expect(publisher.of(paymentCaptured)).toHaveLength(1);
    expect(publisher.of(paymentRefunded)).toMatchObject([{ amount: eur(400) }]);
  });

  it('notices a hold that ended by itself', async () => {
    const { parts, fake, tell, attempt } = await build();
    await authorize(parts, request);
    for (const intent of fake.intents.values()) intent.status = 'canceled';
    await tell('payment_intent.canceled');
    expect(attempt()).toMatchObject({ status: 'voided' });
  });

  it('is not believed: what Stripe has now is what counts', async () => {
    const { parts, tell, attempt, publisher } = await build();
    await authorize(parts, request);
    const claim = { object: 'payment_intent', id: 'pi_1', status: 'succeeded', amount_received: 1_000_000 };
    expect(await tell('payment_intent.succeeded', claim)).toMatchObject({ status: 200 });
    expect(attempt()).toMatchObject({ status: 'authorized', amount: 1000 });
    expect(publisher.published).toEqual([]);
  });

  it.each([
    [
      'captured on its dashboard',
      (fake: FakeStripe) => fake.handleNow('POST', '/payment_intents/pi_1/capture', new URLSearchParams()),
    ],
    [
      'refunded on its dashboard',
      (fake: FakeStripe) => {
        fake.handleNow('POST', '/payment_intents/pi_1/capture', new URLSearchParams());
        fake.handleNow('POST', '/refunds', new URLSearchParams({ payment_intent: 'pi_1', amount: '1' }));
      },
    ],
  ])('that was %s behind our back is told to people, not booked', async (_, act) => {
    const { parts, fake, tell, attempt, lines } = await build();
    await authorize(parts, request);
    act(fake);
    await tell('payment_intent.succeeded');
    expect(attempt()).toMatchObject({ status: 'authorized' });
    expect(lines.some((line) => line.includes('what we did not ask for') && line.includes('"level":"error"'))).toBe(
      true,
    );
  });

  it('leaves an undone payment to its undo', async () => {
    const { parts, tell, attempt, send } = await build();
    await authorize(parts, request);
    await send('POST', '/internal/payments/void', { body: step('undo') });
    await tell('payment_intent.canceled');
    expect(attempt()).toMatchObject({ status: 'voided' });
  });

  it.each([
    ['a kind that we do not know', 'customer.created', { object: 'customer', id: 'cus_1' }],
    ['another payment of the same account', 'payment_intent.succeeded', { object: 'payment_intent', id: 'pi_77' }],
    ['a dispute', 'charge.dispute.created', { object: 'dispute', id: 'dp_1', payment_intent: 'pi_1' }],
  ])('acknowledges %s', async (_, type, object) => {
    const { parts, tell, attempt } = await build();
    await authorize(parts, request);
    const before = attempt();
    expect(await tell(type, object)).toMatchObject({ status: 200, body: { received: true } });
    expect(attempt()).toEqual(before);
  });

  it('takes no other intent for ours because it claims our key', async () => {
    const { parts, fake, tell, attempt, lines } = await build();
    await authorize(parts, request);
    const forged = new URLSearchParams({ amount: '999', currency: 'eur', 'metadata[mercato_authorize_key]': keyA });
    fake.handleNow('POST', '/payment_intents', forged);
    fake.handleNow('POST', '/payment_intents/pi_2/confirm', new URLSearchParams({ payment_method: 'pm_card_visa' }));
    await tell('payment_intent.succeeded', { object: 'payment_intent', id: 'pi_2' });
    expect(attempt()).toMatchObject({ status: 'authorized', amount: 1000 });
    expect(lines.some((line) => line.includes('"outcome":"foreign"'))).toBe(true);
  });

  it('is heard once: the same event again asks Stripe nothing', async () => {
    const { parts, fake, tell, notices } = await build();
    await authorize(parts, request);
    await tell('payment_intent.succeeded');
    const asked = fake.seen.length;
    expect(await tell('payment_intent.succeeded')).toMatchObject({ status: 200 });
    expect(fake.seen).toHaveLength(asked);
    expect(await notices()).toContain('payment_notices_total{provider="stripe",outcome="duplicate"}');
  });

  it('is sent again when Stripe could not be asked, and handled then', async () => {
    const { parts, lose, tell, attempt } = await build();
    lose('/confirm');
    await expect(authorize(parts, request)).rejects.toThrow();
    lose('/pi_1', 'refused');
    expect(await tell('payment_intent.succeeded')).toMatchObject({ status: 503 });
    expect(await tell('payment_intent.succeeded')).toMatchObject({ status: 200 });
    expect(attempt()).toMatchObject({ status: 'authorized' });
  });
});

describe('a signature', () => {
  const type = 'payment_intent.succeeded';
  const cases = async () => {
    const built = await build();
    const body = built.event(type);
    const now = built.clock.now();
    return { ...built, body, now };
  };

  it.each<[string, (c: Awaited<ReturnType<typeof cases>>) => readonly [body: string, signature?: string]]>([
    ['is missing', ({ body }) => [body]],
    ['is empty', ({ body }) => [body, '']],
    ['is no signature', ({ body }) => [body, 'v1=deadbeef']],
    ['is of another secret', ({ body, now }) => [body, sign(body, now, 'whsec_other')]],
    ['is of another body', ({ body, now }) => [body.replace('evt_1', 'evt_2'), sign(body, now)]],
    ['is of the same body printed anew', ({ body, now }) => [JSON.stringify(JSON.parse(body)), sign(body, now)]],
    ['is six minutes old', ({ body, now }) => [body, sign(body, now - 360_000)]],
    ['has its time made new', ({ body, now }) => [body, sign(body, now - 360_000).replace(/t=\d+/, `t=${now / 1000}`)]],
  ])('that %s is refused, and Stripe is not asked', async (_, make) => {
    const built = await cases();
    const [body, signature] = make(built);
    const answer = await built.post(body, signature);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ in: 'headers', pointer: '/stripe-signature' }] } });
    expect(built.fake.seen).toEqual([]);
    expect(JSON.stringify(built.lines)).not.toContain(signingSecret);
  });

  it('of four minutes ago is taken, and one of two while the secret is rotated', async () => {
    const { post, body, now } = await cases();
    expect(await post(body, sign(body, now - 240_000))).toMatchObject({ status: 200 });
    const both = `${sign(body, now, 'whsec_old')},${sign(body, now).replace(/t=\d+,/, '')}`;
    expect(await post(body, both)).toMatchObject({ status: 200 });
  });

  it('is asked of nobody where the provider is simulated', async () => {
    const { send } = await buildApp();
    const answer = await send('POST', url, { body: JSON.stringify({ id: 'evt_1', type }) });
    expect(answer).toMatchObject({ status: 404, body: { code: 'route.not_found' } });
  });
});
