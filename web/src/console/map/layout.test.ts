import { describe, expect, it } from 'vitest';
import type { ServiceEdge } from '../data/types.ts';
import { layoutOf, node, type Place, thickness, wayBetween } from './layout.ts';

const call = (from: string, to: string, kind: 'call' | 'message' = 'call'): ServiceEdge => ({
  from,
  to,
  kind,
  what: [],
  perSecond: 1,
  breaker: null,
});
const services = ['gateway', 'order', 'product', 'cart', 'notification'];
const edges = [
  call('gateway', 'order'),
  call('gateway', 'product'),
  call('order', 'product'),
  call('order', 'cart'),
  call('cart', 'product'),
  call('order', 'notification', 'message'),
];

const overlap = (a: Place, b: Place): boolean => Math.abs(a.x - b.x) < node.width && Math.abs(a.y - b.y) < node.height;

describe('the places of the services', () => {
  const { places, width, height } = layoutOf(services, edges);
  const xOf = (service: string): number => places.get(service)?.x ?? -1;

  it('are all there, inside of the picture, none upon another', () => {
    expect([...places.keys()].toSorted()).toEqual(services.toSorted());
    const all = [...places.values()];
    for (const [i, place] of all.entries()) {
      expect(place.x + node.width).toBeLessThan(width);
      expect(place.y + node.height).toBeLessThan(height);
      expect(Math.min(place.x, place.y)).toBeGreaterThan(0);
      for (const other of all.slice(i + 1)) expect(overlap(place, other)).toBe(false);
    }
  });

  it('have who calls at the left of whom it calls', () => {
    for (const { from, to } of edges.filter(({ kind }) => kind === 'call'))
      expect(xOf(from), `${from} ${to}`).toBeLessThan(xOf(to));
  });

  it('exist for those who call in a circle, and for those whom nobody calls', () => {
    const circle = layoutOf(['a', 'b', 'c'], [call('a', 'b'), call('b', 'a')]);
    expect([...circle.places.keys()].toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('are in columns that fit a window', () => {
    const many = Array.from({ length: 11 }, (_, i) => `s${i}`);
    const ys = [...layoutOf(many, []).places.values()].map(({ y }) => y);
    expect(new Set(ys).size).toBeLessThanOrEqual(8);
  });
});

it('a way begins and ends at the edges of its places', () => {
  const [a, b] = [
    { service: 'a', x: 0, y: 0 },
    { service: 'b', x: 300, y: 100 },
  ];
  expect(wayBetween(a, b)).toMatch(new RegExp(`^M${node.width} ${node.height / 2}C.* 300 ${100 + node.height / 2}$`));
  expect(wayBetween(b, a)).toMatch(/^M/);
});

it('a way is thicker with more traffic, within bounds', () => {
  const widths = [null, 0, 0.1, 1, 10, 100, 1e9].map(thickness);
  expect(widths).toEqual(widths.toSorted((a, b) => a - b));
  expect(widths[0]).toBe(1);
  expect(widths.at(-1)).toBe(6);
});
