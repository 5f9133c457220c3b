import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { buildShop, capturedLog } from '../../test/shop.ts';
import { type CallContext, currentContext } from '../context/index.ts';
import { ok } from './reply.ts';

const get = async (headers: Record<string, string>) => {
  const { logger, lines } = capturedLog();
  const app = await buildShop(
    { logger },
    {
      get: async ({ log }) => {
        await delay(1);
        log.info({}, 'inside');
        return ok({ context: currentContext() });
      },
    },
  );
  const response = await app.inject({ url: '/api/things/a', headers });
  await app.close();
  return { response, lines, context: response.json<{ context?: CallContext }>().context };
};

describe('the correlation id', () => {
  it('is taken from the caller, kept for the handler and its log, and given back', async () => {
    const { response, context, lines } = await get({ 'x-request-id': 'req-1' });
    expect(response.headers['x-request-id']).toBe('req-1');
    expect(context?.requestId).toBe('req-1');
    expect(lines.filter((line) => line['requestId'] === 'req-1').map((line) => line['msg'])).toEqual([
      'inside',
      'answered',
    ]);
    expect(lines.every((line) => line['service'] === 'product')).toBe(true);
  });

  it.each(['', 'a b', 'a"b', 'x'.repeat(65), 'ä'])('is made anew instead of %j', async (given) => {
    const { context } = await get({ 'x-request-id': given });
    expect(context?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('does not mix up requests that run at the same time', async () => {
    const app = await buildShop({}, { get: async () => (await delay(5), ok({ context: currentContext() })) });
    const ids = Array.from({ length: 20 }, (_, i) => `r${i}`);
    const all = await Promise.all(
      ids.map((id) => app.inject({ url: '/api/things/a', headers: { 'x-request-id': id } })),
    );
    expect(all.map((response) => response.json<{ context: CallContext }>().context.requestId)).toEqual(ids);
    await app.close();
  });
});

describe('the deadline', () => {
  const leftWith = async (header?: string) => {
    const { context } = await get(header === undefined ? {} : { 'x-deadline': header });
    return (context?.deadline ?? 0) - Date.now();
  };

  it('is 30 s from now, and a caller can only shorten it', async () => {
    expect(await leftWith()).toBeGreaterThan(29_000);
    expect(await leftWith(String(Date.now() + 2_000))).toBeLessThanOrEqual(2_000);
    expect(await leftWith(String(Date.now() + 99_000))).toBeLessThanOrEqual(30_000);
    for (const nonsense of ['soon', '-1', '1e99']) expect(await leftWith(nonsense)).toBeGreaterThan(29_000);
  });

  it('once over, nothing is begun', async () => {
    let ran = false;
    const app = await buildShop({}, { get: async () => ((ran = true), ok({})) });
    const response = await app.inject({ url: '/api/things/a', headers: { 'x-deadline': String(Date.now() - 1) } });
    expect([response.statusCode, ran]).toEqual([504, false]);
    await app.close();
  });
});
