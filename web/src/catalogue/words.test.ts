import { expect, it } from 'vitest';
import { wordsOf } from './words.ts';

it.each([
  ['material', 'material'],
  ['lengthCm', 'length cm'],
  ['shelf_life_days', 'shelf life days'],
  ['usb3Ports', 'usb3 ports'],
])('%s is %s', (name, words) => expect(wordsOf(name)).toBe(words));
