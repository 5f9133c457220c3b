import { describe, expect, it } from 'vitest';
import { email } from '../src/shared/person.ts';

describe('a mail address', () => {
  it.each(['ada@example.com', `${'a'.repeat(64)}@example.com`, `a@${'b'.repeat(63)}.example`])('may be %s', (text) => {
    expect(email.parse(text)).toBe(text);
  });

  it.each([
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(64)}.example`,
    'ada',
    'ada@',
    'a@b',
    'a\0@example.com',
    'a@example.com\r\nBcc: eve@example.com',
  ])('may not be %j', (text) => {
    expect(email.safeParse(text).success).toBe(false);
  });
});
