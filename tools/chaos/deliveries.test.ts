import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { countDeliveries } from './deliveries.ts';

const folder = mkdtempSync(join(tmpdir(), 'mercato-deliveries-'));
afterAll(() => rmSync(folder, { recursive: true }));

const line = (msg: string, eventId: string): string => JSON.stringify({ service: 'x', topic: 't', eventId, msg });
const log = (file: string, ...lines: readonly string[]): void =>
  writeFileSync(join(folder, file), `${lines.join('\n')}\n`);

it('a message handled again, by whichever replica, is a duplicate; one handled by two services is not', async () => {
  log('order.log', line('message done', 'e1'), line('answered', 'e1'), line('message to be retried', 'e2'));
  log('order-2.log', line('message done', 'e1'), line('message refused', 'e2'), '{"msg":"message do');
  log('cart.log', line('message done', 'e1'), 'no JSON of ours');
  log('order.daprd.log', line('message done', 'e1'));
  expect(await countDeliveries(folder)).toEqual({ messages: 3, repeated: 1, retried: 1 });
});
