import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { deliver, event, nothing, retry, success } from '../../test/deliver.ts';
import { thingMade } from '../../test/shop.ts';
import { DomainError, errors } from '../errors/index.ts';
import type { DeadLetter } from '../messaging/index.ts';

describe('poison', () => {
  it('is done with once it lies among the dead letters, as it came', async () => {
    const letters: DeadLetter[] = [];
    const poison = { ...event, data: {}, of: 'another version' };
    const deadLetter = async (letter: DeadLetter) => void letters.push(letter);
    const { response } = await deliver(nothing, poison, { deadLetter });
    expect([response.statusCode, response.json()]).toEqual([200, success]);
    expect(letters).toEqual([{ topic: thingMade.topic, kind: 'event', event: poison }]);
  });

  it('goes back to its queue when it cannot be put there', async () => {
    const { response, lines } = await deliver(
      nothing,
      { ...event, data: {} },
      { deadLetter: () => Promise.reject(errors.unavailable('dead-letter queue')) },
    );
    expect([response.statusCode, response.json()]).toEqual([503, retry]);
    expect(lines.some((line) => line['msg'] === 'a dead letter could not be put aside')).toBe(true);
  });

  it('is acknowledged only after SQS has the letter', async () => {
    let has = false;
    const deadLetter = async () => {
      await delay(20);
      has = true;
    };
    await deliver(nothing, { ...event, data: {} }, { deadLetter });
    expect(has).toBe(true);
  });

  it.each([
    ['a failure that the next try may mend', errors.unavailable('x')],
    ['a refusal', new DomainError('stock.insufficient', 'no')],
    ['a bug', new Error('x')],
  ])('is none that fails by %s: nothing is put aside', async (_name, failure) => {
    const letters: unknown[] = [];
    await deliver(() => Promise.reject(failure), event, { deadLetter: async (letter) => void letters.push(letter) });
    expect(letters).toEqual([]);
  });
});
