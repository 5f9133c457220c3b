import { expect, it } from 'vitest';
import { parseArguments, usage } from './arguments.ts';

it('kills 20 times, with two replicas of what matters, unless told otherwise', () => {
  expect(parseArguments([])).toEqual({
    kills: 20,
    seed: 1,
    rate: 6,
    everyMs: 4_000,
    replicas: { order: 2, product: 2, payment: 2 },
    visibilitySeconds: undefined,
    dryRun: false,
  });
});

it('takes everything from the command line', () => {
  const args = '--kills 200 --seed 9 --rate 2.5 --every 0.5 --visibility 5 --replicas cart=3 --dry-run'.split(' ');
  expect(parseArguments(args)).toEqual({
    kills: 200,
    seed: 9,
    rate: 2.5,
    everyMs: 500,
    replicas: { cart: 3 },
    visibilitySeconds: 5,
    dryRun: true,
  });
});

it.each(['--kills 0', '--kills many', '--seed -1', '--rate 0', '--visibility 1.5', '--replicas nobody=2', '--what 1'])(
  'refuses %s',
  (args) => expect(() => parseArguments(args.split(' '))).toThrow(),
);

it('says how it is used', () => expect(() => parseArguments(['--kills', '0'])).toThrow(usage));
