import { describe, expect, it } from 'vitest';
import { DomainError, errors } from '../errors/index.ts';
import { verdict } from './verdict.ts';

describe('verdict', () => {
  it('answers what was done', async () => {
    expect(await verdict(() => Promise.resolve({ id: 'a' }))).toEqual({
      status: 200,
      body: { verdict: 'ok', id: 'a' },
    });
  });

  it('answers a refusal as a 200, which no breaker counts', async () => {
    const refuse = () => Promise.reject(new DomainError('payment.declined', 'no'));
    expect(await verdict(refuse)).toEqual({
      status: 200,
      body: { verdict: 'refused', code: 'payment.declined', detail: 'no' },
    });
  });

  it.each([errors.timeout('it'), errors.unavailable('it'), new TypeError('a bug')])('throws %s on', async (failure) => {
    await expect(verdict(() => Promise.reject(failure))).rejects.toBe(failure);
  });
});
