import { shipmentDelivered, shipmentDispatched } from '@mercato/contracts/shipping';
import { describe, expect, it } from 'vitest';
import { bookParcel, cancelParcel, deliverParcel, dispatchParcel } from '../src/use-cases/shipments.ts';
import { bookRequest, createWorld, step } from './world.ts';

const id = 'ord-1';
const code = (expected: string) => ({ code: expected });

const ready = async () => {
  const world = createWorld();
  await bookParcel(world.parts, bookRequest(id));
  await world.confirm(id);
  return world;
};

describe('book', () => {
  it('holds one parcel per order, however often it is asked', async () => {
    const world = createWorld();
    const parcels = await Promise.all(Array.from({ length: 3 }, () => bookParcel(world.parts, bookRequest(id))));
    expect(new Set(parcels.map((p) => p.trackingNumber)).size).toBe(1);
    expect(parcels[0]?.trackingNumber).toMatch(/^MP[0-9A-F]{12}$/);
    expect(world.stateOf(id)?.state).toMatchObject({ status: 'held' });
    expect(world.store.writes).toBe(1);
  });

  it('survives a lost answer of its write', async () => {
    const world = createWorld();
    world.store.failNext('create', 'lostAnswer');
    await bookParcel(world.parts, bookRequest(id));
    expect(world.stateOf(id)?.state).toMatchObject({ status: 'held' });
    expect(world.store.faults.pending).toEqual([]);
  });

  it('is refused where we do not deliver, and leaves nothing', async () => {
    const world = createWorld();
    await expect(bookParcel(world.parts, bookRequest(id, 'KP'))).rejects.toMatchObject(
      code('shipping.region_unserved'),
    );
    expect(world.stateOf(id)).toBeUndefined();
  });

  it.each(['before', 'after'])('is refused for an order whose shipment was cancelled %s it', async (when) => {
    const world = createWorld();
    if (when === 'after') await bookParcel(world.parts, bookRequest(id));
    await cancelParcel(world.parts, step(id));
    await expect(bookParcel(world.parts, bookRequest(id))).rejects.toMatchObject(code('shipment.cancelled'));
  });
});

describe('cancel', () => {
  it('leaves a tombstone for an order nobody booked, once', async () => {
    const world = createWorld();
    await cancelParcel(world.parts, step(id));
    await cancelParcel(world.parts, step(id));
    expect(world.stateOf(id)?.state).toMatchObject({ status: 'cancelled', parcel: null });
    expect(world.store.writes).toBe(1);
  });

  it('stops a ready parcel, which the carrier then forgets', async () => {
    const world = await ready();
    await cancelParcel(world.parts, step(id));
    world.clock.advance(60_000);
    await world.carrier.tick();
    expect(await world.listed()).toEqual([]);
    expect(world.publisher.published).toEqual([]);
  });

  it('is refused once the parcel left', async () => {
    const world = await ready();
    await dispatchParcel(world.parts, step(id));
    await expect(cancelParcel(world.parts, step(id))).rejects.toMatchObject(code('shipment.already_dispatched'));
    await deliverParcel(world.parts, step(id));
    await expect(cancelParcel(world.parts, step(id))).rejects.toMatchObject(code('shipment.already_dispatched'));
  });
});

describe('a confirmed order', () => {
  it('releases its parcel to the carrier', async () => {
    const world = await ready();
    expect(world.stateOf(id)?.state).toMatchObject({ status: 'ready' });
    expect(await world.listed()).toEqual([id]);
  });

  it('may be told of twice', async () => {
    const world = await ready();
    await world.confirm(id);
    expect(await world.listed()).toEqual([id]);
    world.clock.advance(15_000);
    await world.carrier.tick();
    await world.confirm(id);
    expect(world.stateOf(id)?.state).toMatchObject({ status: 'dispatched' });
    expect(await world.listed()).toEqual([id]);
  });

  it('does not bring back what was cancelled', async () => {
    const world = createWorld();
    await bookParcel(world.parts, bookRequest(id));
    await cancelParcel(world.parts, step(id));
    await world.confirm(id);
    expect(world.stateOf(id)?.state).toMatchObject({ status: 'cancelled' });
    expect(await world.listed()).toEqual([]);
  });

  it('is delivered again while its booking has not arrived', async () => {
    const world = createWorld();
    await expect(world.confirm(id)).rejects.toMatchObject({
      code: 'dependency.unavailable',
      row: { pubsub: 'RETRY' },
    });
    expect(await world.listed()).toEqual([]);
  });

  it('reaches the list although the process died right before', async () => {
    const world = createWorld();
    await bookParcel(world.parts, bookRequest(id));
    world.store.failNext('create', 'unavailable');
    await expect(world.confirm(id)).rejects.toMatchObject(code('dependency.unavailable'));
    expect(world.stateOf(id)?.state).toMatchObject({ status: 'ready' });
    await world.confirm(id);
    expect(await world.listed()).toEqual([id]);
  });
});

describe('by hand', () => {
  it('a ready parcel is dispatched, a dispatched one delivered, each once', async () => {
    const world = await ready();
    for (let i = 0; i < 2; i += 1) await dispatchParcel(world.parts, step(id));
    for (let i = 0; i < 2; i += 1) await deliverParcel(world.parts, step(id));
    await dispatchParcel(world.parts, step(id));
    expect(world.publisher.of(shipmentDispatched)).toMatchObject([
      { orderId: id, shipmentId: 'shp-ord-1', version: 3 },
    ]);
    expect(world.publisher.of(shipmentDelivered)).toMatchObject([{ orderId: id, region: 'DE', version: 4 }]);
  });

  it.each([
    ['dispatch', 'unknown', 'shipment.not_found'],
    ['dispatch', 'held', 'shipment.not_released'],
    ['dispatch', 'cancelled', 'shipment.cancelled'],
    ['deliver', 'unknown', 'shipment.not_found'],
    ['deliver', 'held', 'shipment.not_dispatched'],
    ['deliver', 'ready', 'shipment.not_dispatched'],
    ['deliver', 'cancelled', 'shipment.cancelled'],
  ])('%s is refused on a shipment that is %s', async (what, status, expected) => {
    const world = status === 'ready' ? await ready() : createWorld();
    if (status === 'held') await bookParcel(world.parts, bookRequest(id));
    if (status === 'cancelled') await cancelParcel(world.parts, step(id));
    const move = what === 'dispatch' ? dispatchParcel : deliverParcel;
    await expect(move(world.parts, step(id))).rejects.toMatchObject(code(expected));
    expect(world.publisher.published).toEqual([]);
  });
});
