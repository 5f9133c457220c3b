import { describe, expect, it } from 'vitest';
import { type Cells, coloursIn, differenceOf } from './pictures.ts';

const cells = (...colours: number[][]): Cells => ({ width: 10, height: 10, colours: colours.flat() });
const [black, white, grey, red] = [
  [0, 0, 0],
  [255, 255, 255],
  [20, 20, 20],
  [255, 0, 0],
] as const;
const picture = (...colours: (readonly number[])[]): Cells => cells(...colours.map((colour) => [...colour]));

describe('two pictures', () => {
  it.each([
    [picture(black, white), picture(black, white), 0],
    [picture(black, white), picture(grey, white), 0],
    [picture(black, white), picture(black, red), 0.5],
    [picture(black, white), picture(white, black), 1],
    [picture(black, white), picture(black), 0.5],
  ])('%#: differ where one would see it', (a, b, share) => expect(differenceOf(a, b)).toBe(share));
});

it('a blank page has one colour, noise or not', () => {
  expect(coloursIn(picture(white, white, [254, 255, 253]))).toBe(1);
  expect(coloursIn(picture(white, black, red))).toBe(3);
});
