import { expect, it } from 'vitest';
import { settleAndCheck, summaryOf } from '@mercato/conservation';
import { runTool } from '../../support/run-tool.ts';
import type { GetWorld } from '../../support/world.ts';

/** Comes last: whatever the scenarios before it did to the shop, everything must add up. */
export const conservation = (world: GetWorld): void => {
  it('nothing is lost, held or taken twice', async () => {
    const { shop, admin, client } = world();
    const accepted = [...client.acceptedOrders];
    expect(accepted.length).toBeGreaterThan(0);
    // Past the gateway, whose limit is for people.
    const sources = { client: (service: string) => admin.at(shop.app(service).url, shop.asGateway), sqs: shop.aws.sqs };
    const { facts, findings } = await settleAndCheck(sources, { accepted, poison: [] }, { waitMs: 60_000 });
    expect(facts.orders.length).toBeGreaterThanOrEqual(accepted.length);
    // An order that was taken up is told of twice at least.
    expect(facts.events?.entries.length).toBeGreaterThanOrEqual(2 * accepted.length);
    expect(findings, summaryOf(facts, findings).join('\n')).toEqual([]);
  });

  it('npm run conserve says so, and notices what lies in a dead-letter queue', async () => {
    const { sqs } = world().shop.aws;
    const queue = (await sqs.getQueueUrl('cart-events-dlq')) ?? '';
    await sqs.sendMessage(queue, JSON.stringify({ id: 'strange-1', type: 'order-confirmed-v1', subject: 'o1' }));
    const [code, said] = await runTool(world(), 'conserve', '--wait', '1');
    await sqs.purgeQueue(queue);
    expect(said).toContain('✗ queue.dead_letter queue:cart-events-dlq: order-confirmed-v1 strange-1 about o1');
    expect(said).toContain('✗ 1 violation\n');
    expect(said).toMatch(/^orders: \d+; .*\d+ delivered/m);
    expect(code).toBe(1);
  });
};
