import { errorCatalogue, errorCodes } from '@mercato/contracts/shared';
import { describe, expect, it } from 'vitest';
import { asDomainError, DomainError, errors, isRefusal } from './index.ts';

describe('the error table', () => {
  it.each(errorCodes)('%s has a status of the 4xx or 5xx, and its columns agree', (code) => {
    const row = errorCatalogue[code];
    expect(row.http).toBeGreaterThanOrEqual(400);
    expect(row.http).toBeLessThan(600);
    expect(row.title).not.toBe('');
    // What is final for a message is final for a saga: a refusal that is retried would never end.
    expect(row.pubsub === 'SUCCESS' && row.saga === 'retry').toBe(false);
    // A failure of ours must never acknowledge a message.
    expect(row.http >= 500 && row.pubsub === 'SUCCESS').toBe(false);
  });
});

describe('a thrown value', () => {
  it('keeps its cause when it is none of ours', () => {
    const cause = new TypeError('secret detail');
    const error = asDomainError(cause);
    expect(error.code).toBe('internal.error');
    expect(error.message).not.toContain('secret');
    expect(error.cause).toBe(cause);
  });

  it('is a refusal only when its row says that it is final', () => {
    expect(isRefusal(new DomainError('payment.declined', 'no'))).toBe(true);
    expect(isRefusal(errors.unavailable('x'))).toBe(false);
    expect(isRefusal(errors.timeout('x'))).toBe(false);
    expect(isRefusal(new Error('x'))).toBe(false);
  });

  it('names every field at fault', () => {
    const error = errors.invalid([
      { in: 'body', pointer: '/lines/0/quantity', message: 'too small' },
      { in: 'query', pointer: '/limit', message: 'not a number' },
    ]);
    expect(error.message).toBe('body/lines/0/quantity: too small; query/limit: not a number');
    expect(error.fields).toHaveLength(2);
  });
});
