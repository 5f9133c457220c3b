import { describe, expect, it } from 'vitest';
import { ZxcvbnStrength } from './zxcvbn-strength.ts';

const strength = new ZxcvbnStrength();
const words = ['mercato', 'grace', 'hopper'];

describe('a password', () => {
  it.each([
    ['is common', 'qwertyuiop'],
    ['is common, bent a little', 'P@ssw0rd123!'],
    ['is a way along the keys', '1qaz2wsx3edc'],
    ['is one letter', 'a'.repeat(128)],
    ['is one word again and again', 'abcabcabcabcabc'],
    ['is a date', '11.11.2011'],
    ['is the name of the shop and a year', 'mercato2026'],
    ['is the name of its owner', 'Grace12345'],
  ])('that %s is weak', (_, password) => {
    expect(strength.isWeak(password, words)).toBe(true);
  });

  it.each(['correct horse battery', 'long enough', 'q8Zk2-mm0pVx7', 'пароль который длинный', 'grace sells seashells'])(
    'such as "%s" is not',
    (password) => {
      expect(strength.isWeak(password, words)).toBe(false);
    },
  );

  it('is weak for whom it names alone', () => {
    expect(strength.isWeak('zanzibar-11', ['zanzibar'])).toBe(true);
    expect(strength.isWeak('zanzibar-11', words)).toBe(false);
  });
});
