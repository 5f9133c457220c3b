import { setImmediate } from 'node:timers/promises';
import { DomainError } from '@mercato/kit/errors';
import { StateIdempotency } from '@mercato/kit/idempotency';
import { randomIds } from '@mercato/kit/ids';
import type { Outgoing } from '@mercato/kit/messaging';
import type { App } from '@mercato/kit/service';
import { silentLogger } from '@mercato/kit/telemetry';
import { type Clock, systemClock } from '@mercato/kit/time';
import { MemoryPublisher, MemoryStateStore } from '@mercato/testkit';
import { storedPorts } from '../src/adapters/stored-ports.ts';
import { createApp } from '../src/app.ts';
import { productMetrics } from '../src/metrics.ts';

/** Delivers what is published to the service's own subscriptions, unless it is told to hold messages back. */
class DeliveringPublisher extends MemoryPublisher {
  holding = false;
  app: App | undefined;
  readonly #deliveries: Promise<unknown>[] = [];

  override async publish(message: Outgoing): Promise<void> {
    await super.publish(message);
    if (!this.holding) this.#deliveries.push(setImmediate().then(() => this.hand(message)));
  }

  async delivered(): Promise<void> {
    await Promise.all(this.#deliveries);
  }

  async hand(message: Outgoing): Promise<string> {
    const { id, topic, time, data } = message;
    const payload = { specversion: '1.0', type: topic, source: 'product', id, topic, time, data };
    const answer = await this.app!.inject({
      method: 'POST',
      url: `/subscriptions/${topic}`,
      headers: { 'content-type': 'application/cloudevents+json' },
      payload: JSON.stringify(payload),
    });
    return answer.json<{ status: string }>().status;
  }
}

const asAdmin = { authorization: 'Bearer admin' };
const tokens = {
  verify: (token: string) =>
    token === 'admin' || token === 'user'
      ? Promise.resolve({ userId: token, role: token } as const)
      : Promise.reject(new DomainError('auth.invalid', 'no such token')),
};

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Record<string, unknown> & { readonly stock: Record<string, number>; readonly items: { id: string }[] };
}

/** One running replica, without a socket. */
export const startApp = async (store = new MemoryStateStore(), clock: Clock = systemClock) => {
  const publisher = new DeliveringPublisher();
  const metrics = productMetrics();
  const log = silentLogger;
  const deps = { store, publisher, clock, log, metrics, pollMs: 40, cacheTtlMs: 3_600_000, cacheSize: 1_000 };
  const { follower, ...ports } = storedPorts(deps);
  const app = await createApp(
    { ...ports, publisher, clock, ids: randomIds, log, waitMs: 2_000 },
    { logger: false, clock, verifyToken: tokens, idempotency: new StateIdempotency(store, clock) },
  );
  publisher.app = app;
  await follower.load();
  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
    headers: Readonly<Record<string, string>> = asAdmin,
  ): Promise<Answer> => {
    const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    const body = answer.body === '' ? {} : answer.json<Answer['body']>();
    return { status: answer.statusCode, headers: answer.headers, body: body as Answer['body'] };
  };
  const close = async () => {
    await publisher.delivered();
    await app.close();
    await follower.stop();
    await ports.changes.close();
  };
  return { app, store, publisher, ports, follower, call, close };
};
export type Started = Awaited<ReturnType<typeof startApp>>;
