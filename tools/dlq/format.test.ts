import type { Letter } from '@mercato/queues/dead-letters';
import { describe, expect, it } from 'vitest';
import { ageOf, formatLetters, formatList, formatRedriven } from './format.ts';

const now = Date.parse('2026-01-31T12:00:00Z');
const ago = (seconds: number): string => new Date(now - seconds * 1_000).toISOString();

describe('an age', () => {
  it.each([
    [0, '0 s'],
    [59, '59 s'],
    [60, '1 min'],
    [3_661, '1 h 1 min'],
    [7_200, '2 h'],
    [90_061, '1 d 1 h'],
    [-5, '0 s'],
  ])('of %i seconds is %s', (seconds, text) => expect(ageOf(ago(seconds), now)).toBe(text));
});

it('a list has a line for each queue', () => {
  const queues = [
    { queue: 'cart-events-dlq', messages: 0, oldestSentAt: null, more: false },
    { queue: 'order-commands-dlq', messages: 12, oldestSentAt: ago(3_600), more: true },
  ];
  expect(formatList(queues, now)).toBe(
    [
      'queue               messages  oldest',
      'cart-events-dlq            0  –',
      'order-commands-dlq        12  at least 1 h',
    ].join('\n'),
  );
});

const letter: Letter = {
  queue: 'order-commands-dlq',
  messageId: 'm1',
  eventId: 'e1',
  topic: 'order-checkout-v1',
  subject: 'o1',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  requestId: 'r1',
  sentAt: ago(720),
  firstReceivedAt: ago(719),
  attempts: 10,
  why: { reason: 'product is not available', code: 'dependency.unavailable', at: ago(60), saidBy: 'app' },
  event: { id: 'e1' },
};

describe('letters', () => {
  it('tell all that is known of each', () => {
    expect(formatLetters('order-commands-dlq', [letter], now).split('\n')).toEqual([
      'order-commands-dlq: 1 message',
      '',
      'order-checkout-v1 about o1',
      '  event    e1  (message m1)',
      '  age      12 min, 10 attempts, the first 2026-01-31T11:48:01.000Z',
      '  why      dependency.unavailable: product is not available (2026-01-31T11:59:00.000Z)',
      '  trace    0af7651916cd43dd8448eb211c80319c  request r1',
      '  message  {',
      '             "id": "e1"',
      '           }',
    ]);
  });

  it('say where a reason comes from, and leave blank what nobody knows', () => {
    const unread: Letter = {
      ...letter,
      eventId: '',
      topic: '',
      subject: '',
      traceId: null,
      requestId: null,
      sentAt: null,
      firstReceivedAt: null,
      why: { reason: 'no envelope', code: null, at: null, saidBy: 'message' },
      event: '[not shown: 3 bytes]',
    };
    const text = formatLetters('q', [unread, unread], now);
    expect(text).toContain('q: 2 messages\n\nof no topic\n  event    –  (message m1)\n  age      –, 10 attempts');
    expect(text).toContain('why      no envelope (seen in the message)');
    expect(text).toContain('trace    –  request –\n  message  [not shown: 3 bytes]');
  });
});

describe('a redrive', () => {
  it.each([
    [{ moved: 1, missing: [] }, '1 message sent back to order-commands'],
    [{ moved: 3, missing: [], task: 'COMPLETED' }, '3 messages sent back to order-commands'],
    [{ moved: 0, missing: ['e9'] }, '0 messages sent back to order-commands\n✗ there is no message e9'],
    [
      { moved: 7, missing: [], task: 'RUNNING' },
      '7 messages sent back to order-commands\nthe move task of SQS is running: look again',
    ],
  ])('%j', (redriven, text) => expect(formatRedriven('order-commands', redriven)).toBe(text));
});
