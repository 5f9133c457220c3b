import { describe, expect, it } from 'vitest';
import { refusal } from '../../test/builders.ts';
import { guestTokenSeconds, isDueForRenewal, readGuestToken, signGuestToken } from './guest-token.ts';

const key = 'a key that nobody knows';
const now = 1_767_225_600;
const token = signGuestToken({ guestId: 'g-1', issuedAt: now }, key);
const invalid = 'cart.guest_invalid';

describe('a guest token', () => {
  it('reads back what was signed', () => {
    expect(token).toMatch(/^g1\.g-1\.1767225600\.[A-Za-z0-9_-]{43}$/);
    expect(readGuestToken(token, [key], now + 60)).toEqual({ guestId: 'g-1', issuedAt: now });
  });

  it('is refused when any one character is another', () => {
    for (let i = 0; i < token.length; i += 1) {
      const other = token[i] === 'x' ? 'y' : 'x';
      const tampered = token.slice(0, i) + other + token.slice(i + 1);
      expect(refusal(() => readGuestToken(tampered, [key], now))).toBe(invalid);
    }
  });

  it.each([
    '',
    'g1',
    'g1..1.',
    'g1.g-1.1767225600.',
    `${token}x`,
    `${token}\n`,
    token.toUpperCase(),
    token.replace('g1.', 'g2.'),
    `g1.${'x'.repeat(400)}.1.${'y'.repeat(43)}`,
    '🛒',
  ])('is refused when it is %j', (text) => {
    expect(refusal(() => readGuestToken(text, [key], now))).toBe(invalid);
  });

  it('is refused under another key', () => {
    expect(refusal(() => readGuestToken(token, ['another key'], now))).toBe(invalid);
  });

  it('is read by whichever key signed it, and refused where there is none', () => {
    expect(readGuestToken(token, ['another key', key], now).guestId).toBe('g-1');
    expect(refusal(() => readGuestToken(token, [], now))).toBe(invalid);
  });

  it('lives 30 days, and does not come from the future', () => {
    expect(readGuestToken(token, [key], now + guestTokenSeconds - 1).guestId).toBe('g-1');
    expect(refusal(() => readGuestToken(token, [key], now + guestTokenSeconds))).toBe(invalid);
    expect(readGuestToken(token, [key], now - 60).guestId).toBe('g-1');
    expect(refusal(() => readGuestToken(token, [key], now - 3600))).toBe(invalid);
  });

  it('is renewed after a day', () => {
    expect(isDueForRenewal({ guestId: 'g', issuedAt: now }, now + 3600)).toBe(false);
    expect(isDueForRenewal({ guestId: 'g', issuedAt: now }, now + 24 * 3600)).toBe(true);
  });
});
