import { readFileSync } from 'node:fs';
import { depthOf, queueUrl } from '@mercato/queues';
import type { Letter } from '@mercato/queues/dead-letters';
import { afterAll, expect, it } from 'vitest';
import { breakCheckout, type Broken } from '../../support/broken-checkout.ts';
import { type DlqTool, dlqTool } from '../../support/dlq-tool.ts';
import { address, stockBecomes, until, untilOrder } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

/**
 * A checkout fails until its command is a dead letter; the cause is mended, and the command sent back. The way there
 * takes most of a minute, so that it begins before other scenarios and ends after them.
 */
export const deadLetterScenario = (world: GetWorld) => {
  let broken: Promise<Broken> | undefined;
  const begun = (): Promise<Broken> => (broken ??= breakCheckout(world()));
  let tool: DlqTool | undefined;
  const dlq = (...args: string[]) => (tool ??= dlqTool(world().shop.localAws.endpoints)).run(...args);

  const letterOf = async (orderId: string): Promise<Letter | undefined> => {
    const look = async (): Promise<Letter | undefined> => {
      const [, shown] = await dlq('show', 'order-commands', '--json');
      return (JSON.parse(shown) as Letter[]).find(({ subject }) => subject === orderId);
    };
    return until('the dead letter', look, 100_000);
  };

  const begin = (): void => {
    it('is accepted all the same', async () => {
      expect((await begun()).orderId).toMatch(/^[0-9a-f-]{36}$/);
    });
  };

  const end = (): void => {
    afterAll(() => tool?.remove());

    it('a checkout that failed too often is shown with its reason and its trace, and nothing of its customer', async () => {
      const { orderId, shopper } = await begun();
      const letter = await letterOf(orderId);
      expect(letter).toMatchObject({
        queue: 'order-commands-dlq',
        topic: 'order-checkout-v1',
        why: { saidBy: 'app', code: 'internal.error' },
      });
      expect(letter?.why.reason).toMatch(/^Unexpected failure: SyntaxError: .*JSON/);
      expect(letter?.traceId).toMatch(/^[0-9a-f]{32}$/);
      expect(letter?.attempts).toBeGreaterThan(10);
      const [code, text] = await dlq('show', 'order-commands', '--id', letter?.eventId ?? '');
      expect(code).toBe(0);
      expect(text).toContain(`order-checkout-v1 about ${orderId}`);
      for (const secret of ['tok_', address.name, address.street, address.city, shopper.email]) {
        expect(text).not.toContain(secret);
      }
      expect((await dlq('list'))[1]).toMatch(/^order-commands-dlq +[12] {2}\d+ /m);
    });

    it('sent back once the cause is mended, it completes the order', async () => {
      const { client } = world();
      const { orderId, productId, shopper, mend } = await begun();
      const letter = await letterOf(orderId);
      await mend();
      const redriven = await dlq('redrive', 'order-commands', '--id', letter?.eventId ?? '');
      expect(redriven).toEqual([0, '1 message sent back to order-commands\n']);
      const order = await untilOrder(shopper, orderId, (o) => !['accepted', 'pending'].includes(o.status));
      expect(order).toMatchObject({ cancellation: null, needsAttention: null });
      await stockBecomes(client, productId, { available: 2, onHand: 2, reserved: 0, sold: 1, received: 3 });
    });

    it('what nobody can use is discarded on demand only, and leaves a line in the audit', async () => {
      const { sqs } = world().shop.aws;
      const url = await queueUrl(sqs, 'cart-events-dlq');
      await sqs.sendMessage(url, JSON.stringify({ id: 'strange-1', type: 'order-confirmed-v1', subject: 'o1' }));
      expect((await dlq('discard', 'cart-events', '--id', 'strange-1'))[0]).toBe(1);
      expect(await depthOf(sqs, url)).toBe(1);
      expect((await dlq('discard', 'cart-events', '--id', 'strange-1', '--yes'))[0]).toBe(0);
      expect(await depthOf(sqs, url)).toBe(0);
      const lines = readFileSync(tool?.audit ?? '', 'utf8')
        .trimEnd()
        .split('\n');
      expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ action: 'discard', what: { eventId: 'strange-1' } });
      expect(lines.map((line) => (JSON.parse(line) as { action: string }).action)).toEqual(['redrive', 'discard']);
    });
  };

  return { begin, end };
};
