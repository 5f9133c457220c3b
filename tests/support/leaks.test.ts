import { describe, expect, it } from 'vitest';
import { leakFinder } from './leaks.ts';
import { UsedSecrets } from './used-secrets.ts';

const used = new UsedSecrets();
used.addFrom({
  email: 'ada@example.com',
  password: 'correct horse "battery"',
  currentPassword: 'older horse',
  payment: [{ card: { number: '6200000000000005', cvc: '123' } }],
  refreshToken: 'opaque-and-long',
  version: '12345678',
});

const leaksIn = leakFinder(used.all);

describe('a leak', () => {
  it.each([
    ['{"msg":"correct horse \\"battery\\""}', 'a password'],
    ['correct horse "battery"', 'a password'],
    ['{"a":"6200000000000005"}', 'a card number'],
    ['{"msg":"older horse"}', 'a password'],
    ['cvc: 123', 'a card code'],
    ['{"cvc":"123"}', 'a card code'],
    ['to ada@example.com', 'a mail address'],
    ['opaque-and-long', 'a token'],
    ['card 4242 4242 4242 4242 refused', 'what may be a card number'],
    ['{"n":"5555-5555-5555-4444"}', 'what may be a card number'],
    ['{"n":378282246310005}', 'what may be a card number'],
    [`Bearer eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhZGEifQ.${'s'.repeat(86)}`, 'an access token'],
    [`token=4f1c9b7e-0000~5a.${'0a'.repeat(32)}`, 'a refresh or reset token'],
    ['tok_visa_4242', 'a payment token'],
    ['-----BEGIN PRIVATE KEY-----', 'a private key'],
  ])('is seen in %s', (line, what) => {
    expect(leaksIn(line)).toContain(what);
  });

  it.each([
    '{"level":"info","time":"2026-01-01T00:00:00.123Z","status":"200","seconds":0.004242424242424242}',
    '{"version":"12345678","seconds":0.123}',
    '{"orderId":"6f1f8a52-4242-4424-8242-424242424242","traceId":"42424242424242424242424242424242"}',
    'at 1767225600000 and 1767225600000000000 took 4242424242424241 ns',
    `sha256:${'0a'.repeat(32)}`,
    '{"deadline":4242424242424}',
  ])('is not seen in %s', (line) => {
    expect(leaksIn(line)).toEqual([]);
  });

  it('is told by its kind, never by its value', () => {
    expect(leaksIn('ada@example.com 4242424242424242').join(' ')).not.toMatch(/ada|4242/);
  });
});
