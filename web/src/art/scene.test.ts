import { expect, it } from 'vitest';
import { categorySeeds } from '../../../tools/seed/categories.ts';
import { glyphs } from './glyphs.ts';
import { sceneOf } from './scene.ts';

it('a product always has the same picture, and another one another', () => {
  expect(sceneOf('prd-0001', 'kitchen')).toEqual(sceneOf('prd-0001', 'kitchen'));
  expect(sceneOf('prd-0001', 'kitchen')).not.toEqual(sceneOf('prd-0002', 'kitchen'));
});

it('products of a category share their thing and their room', () => {
  const { sky, glyph } = sceneOf('prd-0001', 'kitchen');
  expect(sceneOf('prd-0002', 'kitchen')).toMatchObject({ sky, glyph });
  expect(sceneOf('prd-0001', 'toys').sky).not.toBe(sky);
  expect(sceneOf('prd-0001', 'toys').glyph).not.toBe(glyph);
});

it('every category of the first catalogue has its thing, and any other a parcel', () => {
  for (const { slug } of categorySeeds) expect(glyphs.has(slug), slug).toBe(true);
  expect(sceneOf('prd-0001', 'no-such-thing').glyph.length).toBeGreaterThan(0);
});

it('nothing is outside of the picture', () => {
  for (let n = 0; n < 500; n += 1) {
    const { disc, scale, turn } = sceneOf(`prd-${n}`, 'toys');
    for (const at of [disc.x, disc.y]) expect(at).toBeGreaterThan(30);
    expect(Math.abs(turn)).toBeLessThanOrEqual(8);
    // A thing reaches 38 from the middle at most.
    expect(38 * scale * Math.SQRT2).toBeLessThan(54);
  }
});
