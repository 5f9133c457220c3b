import { expect, it } from 'vitest';
import type { Frame } from './cpu-profile.ts';
import { flameGraph } from './flame.ts';

const leaf = (name: string, self: number, place = 'zod'): Frame => ({ name, place, self, children: [] });
const root: Frame = {
  name: '(root)',
  place: '(root)',
  self: 0,
  children: [
    leaf('tiny', 1),
    { ...leaf('<run>', 300, 'packages/kit/src/a.ts'), children: [leaf('parse', 100)] },
    leaf('most', 599, 'node:fs'),
  ],
};
const svg = flameGraph('order & co', root);

it('draws each call as wide as its share, the longest first, below its caller', () => {
  expect(svg).toContain('<title>most · node:fs: 59.9 %</title><rect x="0.0" y="44" width="718.8"');
  expect(svg).toContain('<rect x="718.8" y="44" width="480.0"');
  expect(svg).toContain('<title>parse · zod: 10.0 %</title><rect x="718.8" y="60" width="120.0"');
});

it('leaves out what cannot be seen', () => {
  expect(svg).not.toContain('tiny');
});

it('escapes what functions and titles are called', () => {
  expect(svg).toContain('&#60;run&#62;');
  expect(svg).toContain('order &#38; co');
});
