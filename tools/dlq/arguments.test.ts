import { describe, expect, it } from 'vitest';
import { parseArguments, usage } from './arguments.ts';

const common = { json: false, aws: false, audit: undefined };

describe('the arguments of dlq', () => {
  it.each([
    [['list'], { verb: 'list' }],
    [['show', 'order-commands'], { verb: 'show', queue: 'order-commands', ids: [] }],
    [['show', 'q', '--id', 'a', '--id', 'b'], { verb: 'show', queue: 'q', ids: ['a', 'b'] }],
    [['redrive', 'q', '--id', 'a'], { verb: 'redrive', queue: 'q', ids: ['a'] }],
    [['redrive', 'q', '--all'], { verb: 'redrive', queue: 'q', ids: 'all' }],
    [['discard', 'q', '--id', 'a'], { verb: 'discard', queue: 'q', ids: ['a'], yes: false }],
    [['discard', 'q', '--id', 'a', '--yes'], { verb: 'discard', queue: 'q', ids: ['a'], yes: true }],
  ])('%j', (args, command) => expect(parseArguments(args)).toEqual({ ...common, ...command }));

  it('say how to print, where to look and where to write', () => {
    expect(parseArguments(['list', '--json', '--aws', '--audit', '/var/audit.jsonl'])).toEqual({
      verb: 'list',
      json: true,
      aws: true,
      audit: '/var/audit.jsonl',
    });
  });

  it.each([
    [[]],
    [['purge', 'q']],
    [['constructor']],
    [['list', 'q']],
    [['list', '--id', 'a']],
    [['show']],
    [['show', 'q', 'r']],
    [['show', 'q', '--yes']],
    [['redrive', 'q']],
    [['redrive', 'q', '--all', '--id', 'a']],
    [['redrive', 'q', '--all', '--yes']],
    [['discard', 'q']],
    [['discard', 'q', '--yes']],
    [['discard', 'q', '--all', '--yes']],
    [['list', '--what']],
  ])('%j is refused with the usage', (args) => expect(() => parseArguments(args)).toThrow(usage));
});
