import { apiKeyText } from '@mercato/kit/auth';
import { errors } from '@mercato/kit/errors';
import { FakeClock } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { ExchangedKeys } from './exchanged-keys.ts';

const keyOf = (n: number): string =>
  apiKeyText({ id: n.toString(16).padStart(16, '0'), proof: n.toString(16).padStart(64, '0') });

const setUp = (given: { good?: boolean; down?: boolean } = {}) => {
  const answers = { good: true, down: false, ...given };
  const clock = new FakeClock();
  const asked: string[] = [];
  const keys = new ExchangedKeys({
    clock,
    lookUp: (key) => {
      asked.push(key);
      if (answers.down) return Promise.reject(errors.unavailable('user'));
      return Promise.resolve(answers.good ? { accessToken: `token-${asked.length}`, expiresIn: 300 } : null);
    },
  });
  return { clock, asked, keys, answers };
};
const invalid = { code: 'auth.invalid' };

describe('exchanged keys', () => {
  it('are looked up once for all who wait, and again before their token ends', async () => {
    const { keys, asked, clock } = setUp();
    const tokens = await Promise.all(Array.from({ length: 10 }, () => keys.exchange(keyOf(1))));
    expect([new Set(tokens).size, asked.length]).toEqual([1, 1]);
    clock.advance(269_999);
    expect(await keys.exchange(keyOf(1))).toBe('token-1');
    clock.advance(1);
    expect(await keys.exchange(keyOf(1))).toBe('token-2');
  });

  it('that are refused are asked for again a little later, not each time', async () => {
    const { keys, asked, clock, answers } = setUp({ good: false });
    for (let n = 0; n < 5; n += 1) await expect(keys.exchange(keyOf(1))).rejects.toMatchObject(invalid);
    expect(asked).toHaveLength(1);
    answers.good = true;
    clock.advance(10_000);
    expect(await keys.exchange(keyOf(1))).toBe('token-2');
  });

  it('that are none by their look are asked for never, and made-up ones not without end', async () => {
    const { keys, asked } = setUp({ good: false });
    for (const text of ['', 'mk_', `${keyOf(1)}0`, keyOf(1).replace(/.$/, 'x')])
      await expect(keys.exchange(text)).rejects.toMatchObject(invalid);
    expect(asked).toEqual([]);
    const codes = await Promise.all(
      Array.from({ length: 200 }, (_, n) => keys.exchange(keyOf(n)).catch((e: { code: string }) => e.code)),
    );
    expect(asked).toHaveLength(50);
    expect(codes.filter((code) => code === 'rate.limited')).toHaveLength(150);
  });

  it('that nobody could look up are not held against the machine', async () => {
    const { keys, answers } = setUp({ down: true });
    await expect(keys.exchange(keyOf(1))).rejects.toMatchObject({ code: 'dependency.unavailable' });
    answers.down = false;
    expect(await keys.exchange(keyOf(1))).toBe('token-2');
  });
});
