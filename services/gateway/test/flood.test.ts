import { setTimeout as sleep } from 'node:timers/promises';
import { errors } from '@mercato/kit/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ForwardedRequest } from '../src/ports/index.ts';
import { type Answer, json, makeWorld, type World, type WorldOptions } from './world.ts';

const line = 'GET /api/products?limit=1';
const shoppers = Array.from({ length: 8 }, (_, n) => `192.0.2.${n + 1}`);

let world: World;
afterEach(() => world.app.close());

type Serve = (request: ForwardedRequest) => Promise<void>;

const eveAddress = '198.51.100.66';
const atOnce: Serve = () => Promise.resolve();

/** Work that takes until the end of a round for whoever floods, and no time for the others. */
class HeavyWork {
  #waiting: (() => void)[] = [];

  readonly serve: Serve = ({ headers }) =>
    headers['x-forwarded-for'] === eveAddress
      ? new Promise((done) => {
          this.#waiting.push(done);
        })
      : Promise.resolve();

  endRound(): void {
    for (const done of this.#waiting.splice(0)) done();
  }
}

const begin = async (options: WorldOptions, serve: Serve): Promise<void> => {
  world = await makeWorld(options);
  world.forwarder.answer = async (request) => {
    await serve(request);
    return json({ items: [] });
  };
};

const many = (times: number, from: string): readonly Promise<Answer>[] =>
  Array.from({ length: times }, () => world.call(line, { from }));
const count = (answers: readonly Answer[], status: number): number =>
  answers.filter((answer) => answer.status === status).length;

const rounds = 8;
const perRound = 40;

/** The others ask one after the other, each for himself; before each of their requests comes a part of the flood. */
const floodAmongOthers = async (
  work = new HeavyWork(),
): Promise<{ eve: readonly Answer[]; others: readonly Answer[] }> => {
  const others = await Promise.all(shoppers.flatMap((shopper) => many(1, shopper)));
  const eve: Answer[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const flood = many(perRound, eveAddress);
    others.push(...(await Promise.all(shoppers.flatMap((shopper) => many(1, shopper)))));
    // Whatever is admitted of it has reached the service once all others were answered, who came after it.
    work.endRound();
    eve.push(...(await Promise.all(flood)));
  }
  return { eve, others };
};

describe('a flood of one among others', () => {
  it('ends at its own limit: nothing that goes beyond reaches a service, and the others lose nothing', async () => {
    await begin({ limit: { perSecond: 10, burst: 20 } }, atOnce);
    const { eve, others } = await floodAmongOthers();
    expect(count(eve, 200)).toBeLessThan(25);
    expect(count(eve, 200) + count(eve, 429)).toBe(eve.length);
    expect(count(others, 200)).toBe(others.length);
  });

  it('that is within its limit, but more than a service can do, is what has to yield', async () => {
    const limits = { inFlight: { least: 8, first: 20, most: 64 } };
    const work = new HeavyWork();
    await begin({ limits, limit: { perSecond: 1_000, burst: 2_000 } }, work.serve);
    const { eve, others } = await floodAmongOthers(work);
    expect(count(others, 200)).toBe(others.length);
    // Half of the places of browsing, and no more.
    expect(count(eve, 200)).toBe(rounds * 9);
    expect(count(eve, 429)).toBe(rounds * (perRound - 9));
  });

  it('takes all the places where nothing adapts: that is what the limits are for', async () => {
    const work = new HeavyWork();
    await begin({ limits: { isAdaptive: false }, limit: { perSecond: 1_000, burst: 2_000 } }, work.serve);
    const { eve } = await floodAmongOthers(work);
    expect(count(eve, 200)).toBe(rounds * perRound);
  });
});

describe('what is shed', () => {
  beforeEach(async () => {
    await begin({ limits: { inFlight: { least: 2, first: 4, most: 8 } } }, () => sleep(50));
  });

  it('is refused at once with 503, a problem and when to come again', async () => {
    const shed = (await Promise.all(many(10, '192.0.2.1'))).filter(({ status }) => status === 503);
    expect(shed.length).toBeGreaterThan(4);
    expect(shed[0]?.headers['retry-after']).toBe('1');
    expect(shed[0]?.headers['content-type']).toMatch('application/problem+json');
    expect(shed[0]?.data).toMatchObject({ code: 'shop.overloaded', status: 503, title: 'The shop is too busy' });
    expect(world.forwarder.requests).toHaveLength(10 - shed.length);
  });

  it('are never the probes', async () => {
    const flood = many(10, '192.0.2.1');
    expect((await world.call('GET /livez')).status).toBe(200);
    expect((await world.call('GET /readyz')).status).toBe(200);
    await Promise.all(flood);
  });

  it('are not what goes to another service', async () => {
    const flood = many(10, '192.0.2.1');
    expect((await world.call('GET /api/cart', { from: '192.0.2.2' })).status).toBe(200);
    await Promise.all(flood);
  });
});

describe('a service that does not answer', () => {
  it('lowers what one may ask of it, second by second, and nothing else', async () => {
    world = await makeWorld({ limit: { perSecond: 100, burst: 200 } });
    world.forwarder.answer = (request) =>
      request.app === 'product' ? Promise.reject(errors.unavailable('product')) : json({});
    for (let second = 0; second < 4; second += 1) {
      for (let n = 0; n < 100; n += 1) await world.call(line, { from: '192.0.2.1' });
      world.clock.advance(1_000);
    }
    const pressed = await world.call(line, { from: '192.0.2.1' });
    expect(Number(pressed.headers['ratelimit-limit'])).toBeLessThan(60);
    expect(pressed.headers['ratelimit-policy']).toBe('"address";q=200;w=2');
    const elsewhere = await world.call('GET /api/cart', { from: '192.0.2.1' });
    expect(elsewhere.headers['ratelimit-limit']).toBe('200');
  });
});

describe('a gateway that is itself behind', () => {
  const whenBehind = async (mostDelayMs?: number): Promise<Answer> => {
    world = await makeWorld({ settings: { mostDelayMs } });
    const end = performance.now() + 300;
    while (performance.now() < end);
    await sleep(1);
    return world.call(line);
  };

  it('refuses what is new, and forwards nothing of it', async () => {
    const answer = await whenBehind(50);
    expect([answer.status, answer.data['code'], answer.headers['retry-after']]).toEqual([503, 'shop.overloaded', '1']);
    expect(world.forwarder.requests).toEqual([]);
  });

  it('lets it wait where it does not watch itself', async () => {
    expect((await whenBehind()).status).toBe(200);
  });
});
