import { expect, it } from 'vitest';
import { atLeast, numbersOf } from './arguments.ts';

const options = { blocks: atLeast(2, 5), orders: atLeast(1, 60), kills: atLeast(0, 8) };
const read = (...args: string[]) => numbersOf('saga', args, options);
const usage = 'Usage: npm run bench -- saga [--blocks 5] [--orders 60] [--kills 8]';

it('has a number for what is not said', () => {
  expect(read('--orders', '7')).toEqual({ blocks: 5, orders: 7, kills: 8 });
  expect(read('--kills', '0', '--blocks', '2')).toEqual({ blocks: 2, orders: 60, kills: 0 });
});

it.each([['--blocks', '1'], ['--orders', '0'], ['--kills=-1'], ['--orders', 'many'], ['--orders', '1.5']])(
  'says how it is used after %j',
  (...args) => expect(() => read(...args)).toThrow(usage),
);

it('knows no other', () => expect(() => read('--order', '1')).toThrow('--order'));
