import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';
import { variablesOf } from './k6.ts';

describe('the arguments of a load', () => {
  it('need a profile alone', () => {
    const options = parseArguments(['average']);
    expect(options).toMatchObject({ profile: 'average', url: undefined, shoppers: 60, skew: 'uniform', seed: 1 });
  });

  it.each([
    [[], 'no profile ""'],
    [['smoke', 'spike'], 'no profile "smoke spike"'],
    [['smoke', '--rate', '0'], '--rate is a number above 0'],
    [['smoke', '--shoppers', '1.5'], '--shoppers is a whole number'],
    [['smoke', '--skew', 'much'], '--skew is uniform or zipf'],
    [['smoke', '--url', 'shop'], '--url is an address'],
    [['chaos', '--url', 'http://127.0.0.1:5000'], 'chaos takes no --url'],
  ])('%j are refused', (args, reason) => expect(() => parseArguments(args)).toThrow(reason));

  it('reach k6 by its environment', () => {
    const options = parseArguments(['spike', '--rate', '3', '--skew', 'zipf']);
    const target = { url: 'http://127.0.0.1:1', admin: { email: 'a', password: 'b' }, ledgerUrl: undefined };
    expect(variablesOf(options, target, '/tmp/x')).toEqual({
      PROFILE: 'spike',
      BASE_URL: 'http://127.0.0.1:1',
      RATE: '3',
      MINUTES: '',
      SHOPPERS: '60',
      SKEW: 'zipf',
      SEED: '1',
      ADMIN_EMAIL: 'a',
      ADMIN_PASSWORD: 'b',
      LEDGER_URL: '',
      SUMMARY_DIR: '/tmp/x',
    });
  });
});
