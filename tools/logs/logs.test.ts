import { describe, expect, it } from 'vitest';
import { plain } from '../order/paint.ts';
import { parseArguments } from './arguments.ts';
import { formatLines } from './format.ts';
import { search } from './search.ts';

const noon = Date.parse('2026-11-28T12:00:00Z');
const line = (time: string, fields: object): string =>
  JSON.stringify({ level: 'info', time: `2026-11-28T${time}Z`, service: 'x', ...fields });

const files = [
  {
    source: 'order',
    text: [
      line('11:59:02.000', { requestId: 'r1', traceId: 't1', orderId: 'o1', msg: 'saga step' }),
      line('11:59:04.000', { requestId: 'r2', traceId: 't2', orderId: 'o2', msg: 'saga step', level: 'error' }),
      'supervise: order ended with status 137; starting it again in 0.5 s',
      '{"broken": "o1',
      '',
    ].join('\n'),
  },
  { source: 'order-2', text: line('11:59:05.000', { requestId: 'r3', msg: 'ready' }) },
  { source: 'payment', text: line('11:59:03.000', { requestId: 'r9', traceId: 't1', msg: 'authorised' }) },
  {
    source: 'order.daprd',
    text: 'time="2026-11-28T11:59:01.5Z" level=warning msg="breaker open" app_id=order instance=x',
  },
];

const found = (...args: string[]): readonly string[] =>
  formatLines(search(files, parseArguments(args, noon)), plain).map((text) => text.replaceAll(/ +/g, ' '));

describe('npm run logs', () => {
  it('puts the lines of all in order of time, and what has none behind the line before it', () =>
    expect(found()).toEqual([
      '11:59:01.500 warn order.daprd msg="breaker open" app_id=order instance=x',
      '11:59:02.000 info order saga step orderId=o1 [r1]',
      '11:59:03.000 info payment authorised [r9]',
      '11:59:04.000 error order saga step orderId=o2 [r2]',
      '11:59:04.000 info order supervise: order ended with status 137; starting it again in 0.5 s',
      '11:59:04.000 info order {"broken": "o1',
      '11:59:05.000 info order-2 ready [r3]',
    ]));

  it.each([
    [['o1'], 2],
    [['o1', 'saga'], 1],
    [['o1', 'saga', '--related'], 2],
    [['--level', 'warn'], 2],
    [['--since', '57s'], 5],
    [['--since', '2026-11-28T11:59:05Z'], 1],
    [['--service', 'payment'], 1],
    [['--service', 'order'], 6],
    [['--service', 'order.daprd', '--service', 'payment'], 2],
    [['nothing'], 0],
  ])('with %j finds %i lines', (args, count) => expect(found(...args)).toHaveLength(count));

  it.each([
    [['--level', 'loud'], '--level is one of'],
    [['--since', 'lately'], '--since is a time'],
    [['--what'], 'Usage'],
  ])('refuses %j', (args, reason) => expect(() => parseArguments(args, noon)).toThrow(reason));
});
