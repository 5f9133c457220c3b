import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { actorOf, auditTrail } from './audit.ts';

const folder = mkdtempSync(join(tmpdir(), 'mercato-dlq-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a line says who did what and when, below those before', () => {
  const file = join(folder, 'new', 'audit.jsonl');
  const audit = auditTrail('ada@desk', file);
  audit({ action: 'discard', queue: 'cart-events-dlq', what: { eventId: 'evt-1' } });
  audit({ action: 'redrive', queue: 'q', what: 'all' });
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    {
      at: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
      actor: 'ada@desk',
      action: 'discard',
      queue: 'cart-events-dlq',
      what: { eventId: 'evt-1' },
    },
    { action: 'redrive', what: 'all' },
  ]);
});

it('names the person at the machine, and on AWS the key', () => {
  expect(actorOf(undefined)).toMatch(/^\S+@\S+$/);
  expect(actorOf('AKIDEXAMPLE')).toMatch(/^\S+@\S+ \(AKIDEXAMPLE\)$/);
});
