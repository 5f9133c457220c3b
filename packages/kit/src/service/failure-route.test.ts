import { defineApi, defineMessage } from '@mercato/contracts/shared';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type FailedMessage, subscription } from '../messaging/index.ts';
import { type App, createService } from './index.ts';

const open: App[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

const somethingHappened = defineMessage({
  topic: 'order-placed-v1',
  kind: 'event',
  owner: 'order',
  consumers: ['cart'],
  summary: 's',
  key: 'orderId',
  data: z.object({ orderId: z.string() }),
});
const failure: FailedMessage = {
  eventId: 'evt-1',
  topic: 'order-placed-v1',
  code: 'internal.error',
  reason: 'a bug',
  at: '2026-01-01T00:00:00.000Z',
};

const ask = async (url: string, caller: string, listens = true) => {
  const app = await createService({
    name: 'cart',
    api: defineApi({}),
    handlers: {},
    logger: false,
    appApiToken: 'token',
    readFailure: async (name) => (name === 'evt-1' ? failure : undefined),
    ...(listens ? { subscriptions: [subscription(somethingHappened, async () => undefined)] } : {}),
  });
  open.push(app);
  const headers = { 'dapr-api-token': 'token', 'dapr-caller-app-id': caller };
  const reply = await app.inject({ method: 'GET', url, headers });
  return { status: reply.statusCode, body: reply.json<unknown>() };
};

describe('why a message failed', () => {
  it('is told to the operators’ console', async () => {
    const { code, reason, at } = failure;
    expect(await ask('/internal/failures/evt-1', 'operations')).toEqual({
      status: 200,
      body: { note: { code, reason, at } },
    });
    expect(await ask('/internal/failures/evt-2', 'operations')).toEqual({ status: 200, body: { note: null } });
  });

  it('is told to nobody else, and not by any name', async () => {
    expect(await ask('/internal/failures/evt-1', 'gateway')).toMatchObject({ status: 403 });
    expect(await ask('/internal/failures/a%7C%7Cb', 'operations')).toMatchObject({ status: 400 });
  });

  it('is not there where no messages come', async () => {
    expect(await ask('/internal/failures/evt-1', 'operations', false)).toMatchObject({ status: 404 });
  });
});
