import fc from 'fast-check';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { deliver, event, type Handle, nothing, retry, success } from '../../test/deliver.ts';
import { buildShop, capturedLog, makeThing, on, thingMade } from '../../test/shop.ts';
import { type CallContext, currentContext } from '../context/index.ts';
import { DomainError, errors } from '../errors/index.ts';
import type { FailedMessage, Incoming } from '../messaging/index.ts';

describe('a delivered message', () => {
  it('reaches the handler, parsed, in a context of its own', async () => {
    const seen: { message?: Incoming<unknown>; context?: CallContext | undefined } = {};
    const { response, lines } = await deliver(
      async (message) => {
        Object.assign(seen, { message, context: currentContext() });
      },
      { ...event, data: { ...event.data, future: 'field' } },
    );
    expect([response.statusCode, response.json()]).toEqual([200, success]);
    expect(seen.message).toEqual({ id: 'evt-1', topic: thingMade.topic, time: event.time, data: event.data });
    expect(seen.context?.requestId).toBe('req-1');
    expect(lines.find((line) => line['msg'] === 'message done')).toMatchObject({
      requestId: 'req-1',
      eventId: 'evt-1',
    });
  });

  it.each([
    ['an event 10 s', event, 10_000],
    ['a command 25 s', { ...event, type: makeThing.topic, topic: makeThing.topic }, 25_000],
  ])('gives %s', async (_name, payload, ms) => {
    let left = 0;
    await deliver(async () => {
      left = (currentContext()?.deadline ?? 0) - Date.now();
    }, payload);
    expect(left).toBeGreaterThan(ms - 1_000);
    expect(left).toBeLessThanOrEqual(ms);
  });

  it.each([
    [{ ...event, requestid: undefined }, /^evt-1$/],
    [{ ...event, requestid: 'not safe\n' }, /^evt-1$/],
    [{ ...event, requestid: 7 }, /^evt-1$/],
    [{ ...event, requestid: undefined, id: 'not safe' }, /^[0-9a-f-]{36}$/],
  ])('correlates %# by what it can', async (payload, expected) => {
    let id = '';
    await deliver(async () => {
      id = currentContext()?.requestId ?? '';
    }, payload);
    expect(id).toMatch(expected);
  });

  it.each<[string, unknown, object, string]>([
    ['a refusal', new DomainError('stock.insufficient', 'no'), success, 'info'],
    ['a failing dependency', errors.unavailable('x'), retry, 'warn'],
    ['contention', errors.contended('x'), retry, 'warn'],
    ['a timeout', errors.timeout('x'), retry, 'warn'],
    ['a bug', new TypeError('bug'), retry, 'error'],
    ['anything thrown', 'text', retry, 'error'],
  ])('when its handler throws %s', async (_name, thrown, answer, level) => {
    const { response, lines } = await deliver(async () => {
      throw thrown;
    });
    expect([response.statusCode, response.json()]).toEqual([200, answer]);
    expect(lines.some((line) => line['level'] === level && line['eventId'] === 'evt-1')).toBe(true);
  });

  it('is retried when its handler does not end in time', async () => {
    const { response } = await deliver(() => delay(5_000), event, { deadlines: { event: 20 } });
    expect(response.json()).toEqual(retry);
  });
});

describe('a malformed message', () => {
  const poisoned = async (payload: unknown) => {
    const kept: FailedMessage[] = [];
    let ran = false;
    const { response, lines } = await deliver(
      async () => {
        ran = true;
      },
      payload,
      { keepFailure: async (failure) => void kept.push(failure) },
    );
    return { answer: response.json<object>(), status: response.statusCode, kept, ran, lines };
  };

  it.each([
    ['data of a wrong type', { ...event, data: { thingId: 't1', size: 'x' } }, 'data: size'],
    ['no data', { ...event, data: undefined }, 'data'],
    ['data as text', { ...event, data: '{"thingId":"t1"}' }, 'data'],
    ['another topic', { ...event, topic: 'order-placed-v1' }, 'it belongs to the topic order-placed-v1'],
    ['an unknown version', { ...event, type: 'thing-made-v9' }, 'it is of the type thing-made-v9'],
  ])('%s: goes back to its queue, and its reason is kept', async (_name, payload, reason) => {
    const { answer, status, kept, ran, lines } = await poisoned(payload);
    expect([status, answer, ran]).toEqual([503, retry, false]);
    expect(kept).toMatchObject([{ eventId: 'evt-1', topic: thingMade.topic, code: 'event.malformed' }]);
    expect(kept[0]?.reason).toContain(reason);
    expect(lines.find((line) => line['msg'] === 'message malformed')).toMatchObject({ level: 'error' });
  });

  it.each([
    ['no id', { data: {} }],
    ['an array', []],
    ['null', null],
    ['a number', 1],
    ['nothing', ''],
  ])('%s: goes back to its queue', async (_name, payload) => {
    const { answer, status, ran } = await poisoned(payload);
    expect([status, answer, ran]).toEqual([503, retry, false]);
  });

  it('goes back even if its reason cannot be kept', async () => {
    const keepFailure = () => Promise.reject(new Error('x'));
    const { response } = await deliver(nothing, { ...event, data: {} }, { keepFailure });
    expect(response.statusCode).toBe(503);
  });

  it('whatever it is, it is neither dropped nor answered 404', async () => {
    const app = await buildShop({ subscriptions: [on(thingMade, nothing)] });
    const anything = fc.oneof(
      fc.json(),
      fc.string(),
      fc.record({ id: fc.string(), data: fc.jsonValue() }).map((v) => JSON.stringify(v)),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (payload) => {
        const headers = { 'content-type': 'application/cloudevents+json' };
        const url = `/subscriptions/${thingMade.topic}`;
        const { statusCode, body } = await app.inject({ method: 'POST', url, payload, headers });
        expect(statusCode === 200 ? body : statusCode).toSatisfy((answer) =>
          ['{"status":"SUCCESS"}', 400, 503].includes(answer as string),
        );
      }),
      { numRuns: 200 },
    );
    await app.close();
  });
});

describe('paths under /subscriptions', () => {
  it.each(['POST', 'GET', 'PUT', 'OPTIONS'] as const)(
    '%s of an unknown one goes back to its queue, never 404',
    async (method) => {
      const { logger, lines } = capturedLog();
      const app = await buildShop({ logger, subscriptions: [on(thingMade, nothing)] });
      for (const url of ['/subscriptions', '/subscriptions/', '/subscriptions/x', '/subscriptions/x/y?z']) {
        expect([url, (await app.inject({ method, url })).statusCode]).toEqual([url, 503]);
      }
      expect(JSON.stringify(lines)).toContain('/subscriptions/x/y');
      await app.close();
    },
  );

  it('of an unknown one: the reason is kept once the message keeps coming', async () => {
    const kept: FailedMessage[] = [];
    const keepFailure = async (failure: FailedMessage) => void kept.push(failure);
    const app = await buildShop({ subscriptions: [on(thingMade, nothing)], keepFailure });
    for (let times = 1; times <= 5; times++) {
      await app.inject({ method: 'POST', url: '/subscriptions/gone-v1', payload: { id: 'evt-1' } });
    }
    expect(kept).toMatchObject([{ eventId: 'evt-1', topic: 'gone-v1' }]);
    expect(kept[0]?.reason).toContain('no subscription');
    await app.close();
  });

  it('a large message is taken', async () => {
    const { response } = await deliver(nothing, { ...event, padding: 'x'.repeat(260_000) });
    expect(response.json()).toEqual(success);
  });

  it('are for the sidecar alone', async () => {
    let runs = 0;
    const handle: Handle = async () => void (runs += 1);
    const statusWith = async (headers: Record<string, string>) =>
      (await deliver(handle, event, { appApiToken: 'sidecar' }, headers)).response.statusCode;
    expect(await statusWith({})).toBe(401);
    expect(await statusWith({ 'dapr-api-token': 'guess' })).toBe(401);
    expect(runs).toBe(0);
    expect(await statusWith({ 'dapr-api-token': 'sidecar' })).toBe(200);
    expect(runs).toBe(1);
  });
});
