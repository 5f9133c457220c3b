import { beforeEach, expect, it } from 'vitest';
import { buildShop, on, thingMade } from '../../test/shop.ts';
import { DomainError, errors } from '../errors/index.ts';
import { registry } from '../telemetry/index.ts';
import { iso, systemClock } from '../time/index.ts';

beforeEach(() => registry.resetMetrics());

const deliver = async (time: string, failure?: DomainError): Promise<string> => {
  const app = await buildShop({
    subscriptions: [on(thingMade, () => (failure ? Promise.reject(failure) : Promise.resolve()))],
  });
  const payload = { id: 'e', time, data: { thingId: 't', size: 1 } };
  await app.inject({ method: 'POST', url: `/subscriptions/${thingMade.topic}`, payload });
  await app.close();
  return registry.metrics();
};

const agesIn = (text: string): (string | undefined)[] =>
  ['_bucket{le="60",', '_bucket{le="300",', '_count{'].map(
    (line) => text.split(`message_age_seconds${line}topic="${thingMade.topic}"} `)[1]?.split('\n')[0],
  );

const ago = (seconds: number): string => iso(systemClock.now() - seconds * 1_000);

it('a message done with tells how old it was', async () => {
  expect(agesIn(await deliver(ago(100)))).toEqual(['0', '1', '1']);
});

it('so does one that was refused: nobody waits for it any more', async () => {
  expect(agesIn(await deliver(ago(100), new DomainError('product.not_found', 'no')))).toEqual(['0', '1', '1']);
});

it('one that comes again does not, its age would count twice', async () => {
  expect(agesIn(await deliver(ago(100), errors.unavailable('callee')))).toEqual([undefined, undefined, undefined]);
});

it('a message from the future is of age 0, and one without a time of none', async () => {
  expect(agesIn(await deliver(ago(-100)))).toEqual(['1', '1', '1']);
  registry.resetMetrics();
  expect(agesIn(await deliver('some day'))).toEqual([undefined, undefined, undefined]);
});

it('counts every outcome from zero, so that the first of them is an increase', async () => {
  const app = await buildShop({ subscriptions: [on(thingMade, () => Promise.resolve())] });
  const text = await registry.metrics();
  await app.close();
  for (const outcome of ['done', 'refused', 'retried', 'malformed']) {
    expect(text).toContain(`messages_handled_total{topic="${thingMade.topic}",outcome="${outcome}"} 0`);
  }
});
