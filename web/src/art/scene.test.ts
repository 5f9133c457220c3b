import { expect, it } from 'vitest';
import { sceneOf } from './scene.ts';

it('a product always has the same picture, and another one another', () => {
  expect(sceneOf('prd-0001', 'kitchen')).toEqual(sceneOf('prd-0001', 'kitchen'));
  expect(sceneOf('prd-0001', 'kitchen').shapes).not.toEqual(sceneOf('prd-0002', 'kitchen').shapes);
});

it('products of a category share its colours', () => {
  expect(sceneOf('prd-0001', 'kitchen').sky).toBe(sceneOf('prd-0002', 'kitchen').sky);
  expect(sceneOf('prd-0001', 'kitchen').sky).not.toBe(sceneOf('prd-0001', 'toys').sky);
});

it('nothing is outside of the picture', () => {
  for (let n = 0; n < 500; n += 1) {
    for (const { x, y } of sceneOf(`prd-${n}`, 'toys').shapes) {
      expect(Math.min(x, y)).toBeGreaterThan(10);
      expect(Math.max(x, y)).toBeLessThan(90);
    }
  }
});
