import { describe, expect, it } from 'vitest';
import { broken } from './broken.ts';
import type { Defence } from './defence.ts';
import { patternOf } from './titles.ts';

const defence = (cut: Defence['cut']): Defence => ({ id: 'x.y', what: '', file: 'a.ts', cut, test: ['a.test.ts', ''] });

describe('taking a defence out', () => {
  it('changes its text and nothing else', () => {
    expect(broken('a(); b(); c();', defence(['b();', '']))).toBe('a();  c();');
  });

  it('takes the new text as it is', () => {
    expect(broken('key', defence(['key', "'$&'"]))).toBe("'$&'");
  });

  it.each([
    ['is not there any more', 'a();'],
    ['stands there twice', 'b(); b();'],
  ])('fails where it %s', (_, text) => {
    expect(() => broken(text, defence(['b();', '']))).toThrow('x.y: its text stands');
  });
});

describe('the title of a test', () => {
  it.each([
    ['is %s after %i tries', 'is done after 3 tries', true],
    ['goes on after $0.id', 'goes on after undefined', true],
    ['costs 1.5 (or less)', 'costs 1.5 (or less)', true],
    ['costs 1.5 (or less)', 'costs 1x5 or less', false],
  ])('%s: is that %s?', (title, name, fits) => {
    expect(new RegExp(patternOf(title)).test(name)).toBe(fits);
  });
});
