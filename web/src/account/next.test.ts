import { expect, it } from 'vitest';
import { nextOf } from './next.ts';

it.each([
  ['', '/'],
  ['?next=/checkout', '/checkout'],
  ['?next=//evil.example', '/'],
  ['?next=/%5Cevil.example', '/'],
  ['?next=https://evil.example', '/'],
  ['?next=javascript:alert(1)', '/'],
])('%s leads to %s', (search, next) => expect(nextOf(search)).toBe(next));
