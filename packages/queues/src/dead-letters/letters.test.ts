import { describe, expect, it } from 'vitest';
import type { Peeked } from '../peek.ts';
import { cartLetters, confirmed, fromSns } from '@mercato/testkit/sqs';
import { isAskedFor, letterOf } from './letters.ts';
import type { KeptReason } from './reasons.ts';

const peeked = (body: string): Peeked => ({
  id: 'm1',
  body,
  where: 'waiting',
  receives: 11,
  sentAt: Date.parse('2026-01-31T12:00:00Z'),
  firstReceivedAt: undefined,
});

/** The letter of a body, where `notes` holds what apps kept. */
const letter = (body: string, notes: Readonly<Record<string, KeptReason>> = {}) =>
  letterOf(cartLetters, peeked(body), { reasons: async (app, eventId) => notes[`${app}/${eventId}`] });

describe('a letter', () => {
  it('tells what its message is, with the reason that its app kept', async () => {
    const note = { code: 'internal.error', reason: 'no card 4242424242424242', at: '2026-01-31' };
    expect(await letter(fromSns(confirmed), { 'cart/evt-1': note })).toEqual({
      queue: 'cart-events-dlq',
      messageId: 'm1',
      eventId: 'evt-1',
      topic: 'order-confirmed-v1',
      subject: 'o1',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      requestId: 'req-1',
      sentAt: '2026-01-31T12:00:00.000Z',
      firstReceivedAt: null,
      attempts: 11,
      why: { reason: 'no card [redacted]', code: 'internal.error', at: '2026-01-31', saidBy: 'app' },
      event: confirmed,
    });
  });

  it.each([
    ['no JSON at all', 'hello', 'no envelope of SNS'],
    ['JSON, but not from SNS', '[1]', 'no envelope of SNS'],
    ['an event without SNS around it', JSON.stringify(confirmed), 'no envelope of SNS'],
    ['text in the envelope', JSON.stringify({ TopicArn: 'a:order-confirmed-v1', Message: 'hello' }), 'no CloudEvent'],
    ['a list in the envelope', fromSns([confirmed]), 'no CloudEvent'],
    ['a topic without a handler', fromSns(confirmed, 'order-confirmed-v2'), 'the topic order-confirmed-v2 is none'],
    ['another version', fromSns({ ...confirmed, type: 'order-confirmed-v2' }), 'it is of the type order-confirmed-v2'],
    ['wrong data', fromSns({ ...confirmed, data: { ...confirmed.data, version: 'x' } }), 'data: version: '],
  ])('that no app kept a reason for: %s', async (_, body, reason) => {
    expect((await letter(body)).why).toMatchObject({
      saidBy: 'message',
      reason: expect.stringContaining(reason) as string,
    });
  });

  it('says when nobody knows', async () => {
    expect((await letter(fromSns(confirmed))).why).toMatchObject({ saidBy: 'nobody', code: null });
  });

  it('is shown even if the note cannot be read', async () => {
    const sources = { reasons: () => Promise.reject(new Error('AccessDenied')) };
    const { why } = await letterOf(cartLetters, peeked(fromSns(confirmed)), sources);
    expect(why).toMatchObject({ saidBy: 'nobody', reason: 'what cart kept of it cannot be read: AccessDenied' });
  });

  it('shows nothing of what it cannot read, and nothing that would move a terminal', async () => {
    const { event } = await letter('4242424242424242 \u001b[2J');
    expect(event).toMatch(/^\[not shown: 21 bytes, SHA-256 [0-9a-f]{64}\]$/);
    const odd = { ...confirmed, id: 'evt\u001b[2J', subject: 'ada@example.com', requestid: 'a\nb', type: '\u0007' };
    expect(JSON.stringify(await letter(fromSns(odd)))).not.toMatch(/\\u00|\\n|ada@/);
  });
});

it('is found by its own id and by that of its event', () => {
  const message = { id: 'm1', body: fromSns(confirmed) };
  expect([['m1'], ['evt-1'], ['x', 'evt-1'], ['o1'], []].map((ids) => isAskedFor(message, ids))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
