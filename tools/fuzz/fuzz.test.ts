import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';
import { isNewEnough } from './python.ts';
import { summaryOf } from './run.ts';

describe('the arguments', () => {
  it('have defaults for a shop that runs here', () => {
    expect(parseArguments([])).toEqual({ url: 'http://127.0.0.1:5000', examples: 50, seed: 1, rate: undefined });
    const given = ['--examples', '500', '--seed', '7', '--rate', '80', '--url', 'http://shop/'];
    expect(parseArguments(given)).toEqual({ url: 'http://shop', examples: 500, seed: 7, rate: 80 });
  });

  it.each([[['--examples', '0']], [['--seed', 'x']], [['--rate', 'fast']], [['more']]])('are refused as %j', (args) => {
    expect(() => parseArguments(args)).toThrow('Usage');
  });
});

it.each([
  ['Python 3.11.7', true],
  ['Python 3.14.0', true],
  ['Python 4.0.0', true],
  ['Python 3.10.14', false],
  ['Python 2.7.18', false],
  ['', false],
])('%j is new enough: %j', (said, expected) => {
  expect(isNewEnough(said)).toBe(expected);
});

it('a run that passed is one line, one that failed all that was said', () => {
  const said = 'much\nTest cases:\n  12 generated, 12 passed\n\nmore';
  expect(summaryOf({ passed: true, said })).toBe('12 generated, 12 passed');
  expect(summaryOf({ passed: false, said })).toBe(said);
});
