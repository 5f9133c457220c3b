import { orderApi, timelineEntry } from '@mercato/contracts/order';
import { expect, it } from 'vitest';
import { followOrder, type StreamedEvent } from '../../support/event-stream.ts';
import { newProduct, newShopper, placement, type Shopper, untilOrder } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

const ids = (events: readonly StreamedEvent[]): readonly number[] => events.map((e) => e.id);
const countedFrom = (first: number, length: number): readonly number[] => Array.from({ length }, (_, i) => first + i);

const placed = async (world: ReturnType<GetWorld>): Promise<{ shopper: Shopper; id: string }> => {
  const productId = await newProduct(world.admin, { stock: 1 });
  const shopper = await newShopper(world.client);
  const { id } = await shopper.client.expect(orderApi.placeOrder, 202, placement({ productId }));
  return { shopper, id };
};

export const stream = (world: GetWorld): void => {
  it('tells an order step by step, as it happens, and ends when it is delivered', async () => {
    const { shopper, id } = await placed(world());
    const events = await followOrder(shopper.client, id);
    const timeline = await shopper.client.expect(orderApi.getTimeline, 200, { params: { id } });
    expect(events.map((e) => timelineEntry.parse(e.data))).toEqual(timeline.entries);
    expect(ids(events)).toEqual(countedFrom(1, timeline.entries.length));
    expect(events.at(-1)?.data).toMatchObject({ kind: 'status', name: 'delivered' });
    // Each entry came soon after it was written, not with the last one.
    const late = events.map((e) => e.at - Date.parse(timelineEntry.parse(e.data).at));
    expect(Math.max(...late)).toBeLessThan(2_000);
    expect((events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0)).toBeGreaterThan(2_000);
  });

  it('goes on after Last-Event-ID, without a gap or a repetition', async () => {
    const { shopper, id } = await placed(world());
    const before = await followOrder(shopper.client, id, { leaveAfter: 3 });
    expect(ids(before)).toEqual([1, 2, 3]);
    const after = await followOrder(shopper.client, id, { lastEventId: 3 });
    expect(ids(after)).toEqual(countedFrom(4, after.length));
    expect(after.at(-1)?.data).toMatchObject({ kind: 'status', name: 'delivered' });
  });

  it('has nothing to tell whoever has seen all of a final order', async () => {
    const { shopper, id } = await placed(world());
    await untilOrder(shopper, id, (o) => o.status === 'delivered');
    const all = await followOrder(shopper.client, id);
    expect(await followOrder(shopper.client, id, { lastEventId: all.length })).toEqual([]);
  });
};
