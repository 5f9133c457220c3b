import { FakeClock } from '@mercato/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { buildShop, capturedLog, on, thingMade } from '../../test/shop.ts';
import { currentContext } from '../context/index.ts';
import { DomainError, errors } from '../errors/index.ts';
import type { FailedMessage } from '../messaging/index.ts';
import type { App } from './create-service.ts';

const apps: App[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

/** A service whose handler throws what the test says, and what it kept of it. */
const failing = async (keep: (failure: FailedMessage) => Promise<void> = async () => {}) => {
  const clock = new FakeClock();
  const kept: FailedMessage[] = [];
  let thrown: unknown = errors.unavailable('stock');
  const handle = async () => {
    throw thrown;
  };
  const keepFailure = (failure: FailedMessage) => {
    kept.push(failure);
    return keep(failure);
  };
  const { logger } = capturedLog();
  const app = await buildShop({ clock, logger, keepFailure, subscriptions: [on(thingMade, handle)] });
  apps.push(app);
  const deliver = async (id: string): Promise<number> => {
    const payload = { id, type: thingMade.topic, data: { thingId: 't1', size: 1 } };
    return (await app.inject({ method: 'POST', url: `/subscriptions/${thingMade.topic}`, payload })).statusCode;
  };
  return { app, clock, kept, deliver, throws: (error: unknown) => void (thrown = error) };
};

describe('the reason of a failure', () => {
  it('is kept once a message has failed three times, and then once for each reason', async () => {
    const { deliver, throws, clock, kept } = await failing();
    for (let times = 1; times <= 2; times++) await deliver('e1');
    expect(kept).toEqual([]);
    for (let times = 3; times <= 9; times++) await deliver('e1');
    const first = { eventId: 'e1', topic: thingMade.topic, code: 'dependency.unavailable' };
    expect(kept).toEqual([{ ...first, reason: 'stock is not available', at: '2026-01-01T00:00:00.000Z' }]);
    throws(errors.timeout('payment'));
    await deliver('e1');
    expect(kept).toHaveLength(1);
    for (let minute = 0; minute < 3; minute++) {
      clock.advance(60_000);
      for (let times = 1; times <= 5; times++) await deliver('e1');
    }
    expect(kept.map((failure) => failure.reason)).toEqual(['stock is not available', 'payment did not answer in time']);
  });

  it('tells what lay behind an error that nobody foresaw, in a bounded length', async () => {
    const { deliver, throws, kept } = await failing();
    throws(new TypeError(`x is not a function ${'!'.repeat(1_000)}`));
    for (let times = 1; times <= 3; times++) await deliver('e1');
    expect(kept[0]?.reason).toMatch(/^Unexpected failure: TypeError: x is not a function !+$/);
    expect(kept[0]?.reason).toHaveLength(500);
  });

  it.each([
    ['a refusal, which ends the message', new DomainError('stock.insufficient', 'no')],
    ['somebody else at the same work', errors.busy('o1')],
  ])('is not kept of %s', async (_name, error) => {
    const { deliver, throws, kept } = await failing();
    throws(error);
    for (let times = 1; times <= 5; times++) expect(await deliver('e1')).toBe(200);
    expect(kept).toEqual([]);
  });

  it('is tried again at the next failure when it could not be kept', async () => {
    const { deliver, kept } = await failing(() => Promise.reject(new Error('store down')));
    for (let times = 1; times <= 5; times++) expect(await deliver('e1')).toBe(200);
    expect(kept).toHaveLength(3);
  });

  it('delays no answer, takes a few writes at a time, and is waited for when the service stops', async () => {
    let finish = (): void => {};
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { app, deliver, kept } = await failing(() => gate);
    for (let message = 1; message <= 20; message++) {
      for (let times = 1; times <= 3; times++) await deliver(`e${message}`);
    }
    expect(kept).toHaveLength(4);
    let stopped = false;
    const stop = app.close().then(() => (stopped = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(stopped).toBe(false);
    finish();
    await stop;
  });

  it('is written in a time of its own, however long the handler took', async () => {
    let deadline = 0;
    const { deliver } = await failing(async () => {
      deadline = currentContext()?.deadline ?? 0;
    });
    for (let times = 1; times <= 3; times++) await deliver('e1');
    expect(deadline).toBeLessThanOrEqual(Date.now() + 5_000);
    expect(deadline).toBeGreaterThan(Date.now() + 4_000);
  });

  it('costs memory for a thousand messages and no more', async () => {
    const { deliver, kept } = await failing();
    for (let times = 1; times <= 2; times++) await deliver('e0');
    for (let message = 1; message <= 1_000; message++) await deliver(`e${message}`);
    await deliver('e0');
    expect(kept).toEqual([]);
  });
});
