import exec from 'k6/execution';
import { Random } from '../tools/seed/random.ts';
import { basketOf, type BasketSize, type Line, type Source, uniform, zipf } from './basket.ts';
import { config } from './config.ts';
import type { Market } from './session.ts';

let own: Random | undefined;

/** The same visitor makes the same choices in every run of one seed. */
export const chance = (): Random => (own ??= new Random(config.seed * 1_000_003 + exec.vu.idInTest));

let draw: ((source: Source) => number) | undefined;

const drawFrom = (count: number): ((source: Source) => number) =>
  (draw ??= config.skew === 'zipf' ? zipf(count) : uniform(count));

export const anyProduct = ({ products }: Market): Market['products'][number] => {
  const found = products[drawFrom(products.length)(chance())];
  if (!found) throw new Error('There are no products');
  return found;
};

export const someLines = ({ products }: Market, size: BasketSize): readonly Line[] =>
  basketOf(
    products.map(({ id }) => id),
    drawFrom(products.length),
    chance(),
    size,
  );
