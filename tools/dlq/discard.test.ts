import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { actorOf, auditTrail } from './audit.ts';
import { discard } from './discard.ts';
import { cartLetters, confirmed, FakeSqs, fromSns } from './fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'mercato-dlq-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reasons = { dynamodb: { getItem: async () => undefined }, table: 'mercato' };
const world = () => {
  const sqs = new FakeSqs({ 'cart-events-dlq': [fromSns(confirmed), 'no JSON'] });
  return { sqs, sources: { queues: { sqs, endpoint: 'http://127.0.0.1' }, reasons } };
};

it('discards what was asked for, and writes down who did it, when, and what it was', async () => {
  const { sqs, sources } = world();
  const file = join(folder, 'new', 'audit.jsonl');
  const audit = auditTrail('ada@desk', file);
  const first = await discard(cartLetters, ['evt-1', 'evt-9'], { ...sources, audit });
  expect(first.missing).toEqual(['evt-9']);
  expect(sqs.bodies('cart-events-dlq')).toEqual(['no JSON']);
  await discard(cartLetters, [], { ...sources, audit });
  audit({ action: 'redrive', queue: 'q', what: 'all' });
  const [line = '', next = '', ...rest] = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(JSON.parse(line)).toMatchObject({
    at: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
    actor: 'ada@desk',
    action: 'discard',
    queue: 'cart-events-dlq',
    what: { eventId: 'evt-1', subject: 'o1', attempts: 11 },
  });
  expect([JSON.parse(next), rest]).toMatchObject([{ action: 'redrive', what: 'all' }, []]);
});

it('deletes nothing that it cannot write down', async () => {
  const { sqs, sources } = world();
  const audit = (): never => {
    throw new Error('disk full');
  };
  await expect(discard(cartLetters, ['evt-1'], { ...sources, audit })).rejects.toThrow('disk full');
  expect(sqs.bodies('cart-events-dlq')).toHaveLength(2);
});

it('names the person at the machine, and on AWS the key', () => {
  expect(actorOf(undefined)).toMatch(/^\S+@\S+$/);
  expect(actorOf('AKIDEXAMPLE')).toMatch(/^\S+@\S+ \(AKIDEXAMPLE\)$/);
});
