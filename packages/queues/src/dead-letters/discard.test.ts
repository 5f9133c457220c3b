import { discard } from './discard.ts';
import { expect, it } from 'vitest';
import type { AuditEntry } from './audit.ts';
import { cartLetters, confirmed, MemorySqs, fromSns } from '@mercato/testkit/sqs';

const reasons = async () => undefined;
const world = () => {
  const sqs = new MemorySqs({ 'cart-events-dlq': [fromSns(confirmed), 'no JSON'] });
  return { sqs, sources: { queues: { sqs, endpoint: 'http://127.0.0.1' }, reasons } };
};

it('discards what was asked for, and writes down each as far as it may be seen', async () => {
  const { sqs, sources } = world();
  const audited: AuditEntry[] = [];
  const audit = async (entry: AuditEntry) => void audited.push(entry);
  const first = await discard(cartLetters, ['evt-1', 'evt-9'], { ...sources, audit });
  expect(first.missing).toEqual(['evt-9']);
  expect(sqs.bodies('cart-events-dlq')).toEqual(['no JSON']);
  await discard(cartLetters, [], { ...sources, audit });
  expect(audited).toMatchObject([
    { action: 'discard', queue: 'cart-events-dlq', what: { eventId: 'evt-1', subject: 'o1', attempts: 11 } },
  ]);
});

it('deletes nothing that it cannot write down', async () => {
  const { sqs, sources } = world();
  const audit = () => Promise.reject(new Error('disk full'));
  await expect(discard(cartLetters, ['evt-1'], { ...sources, audit })).rejects.toThrow('disk full');
  expect(sqs.bodies('cart-events-dlq')).toHaveLength(2);
});
