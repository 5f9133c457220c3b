import { describe, expect, it } from 'vitest';
import { ada, at, makeWorld, type World } from '../../test/world.ts';
import { notify } from './notify.ts';

const cause = { id: 'e1', topic: 'shipping-delivered-v1', time: at };
const content = { template: 'shipment-delivered', userId: 'ada', orderId: 'o1', values: { orderId: 'o1' } } as const;
const deliver = (world: World) => notify(world.deps, cause, 'email', content);
const listed = async (world: World) => (await world.deps.listing.page('ada', { limit: 10 })).ids;

describe('notify', () => {
  it('sends, records and lists', async () => {
    const world = makeWorld();
    await deliver(world);
    expect(world.sent.email).toMatchObject([
      { eventId: 'e1', date: at, to: { name: ada.name, address: ada.email }, subject: 'Your order o1 was delivered' },
    ]);
    expect(world.store.peek('notification:e1:email')).toMatchObject({
      id: 'e1:email',
      userId: 'ada',
      orderId: 'o1',
      status: 'sent',
      sentAt: at,
    });
    expect(await listed(world)).toEqual(['e1:email']);
    expect(world.outcomes).toEqual(['shipment-delivered email sent']);
  });

  it('sends nothing when the event comes again, and each channel once', async () => {
    const world = makeWorld();
    await deliver(world);
    const { writes } = world.store;
    await deliver(world);
    expect(world.store.writes).toBe(writes);
    await notify(world.deps, cause, 'sms', content);
    await notify(world.deps, cause, 'push', content);
    await notify(world.deps, cause, 'sms', content);
    expect([world.sent.email.length, world.sent.sms.length, world.sent.push.length]).toEqual([1, 1, 1]);
    expect(await listed(world)).toHaveLength(3);
  });

  it('asks for another delivery when the channel fails, and sends then', async () => {
    const world = makeWorld();
    world.down.email = true;
    await expect(deliver(world)).rejects.toMatchObject({ code: 'notification.channel_failed' });
    expect(world.store.keys).toEqual([]);
    expect(world.outcomes).toEqual(['shipment-delivered email failed']);
    world.down.email = false;
    await deliver(world);
    expect(world.sent.email).toHaveLength(1);
    expect(await listed(world)).toEqual(['e1:email']);
  });

  it('sends the very same mail again after a crash between sending and recording', async () => {
    const world = makeWorld();
    world.store.failNext('create', 'unavailable', { subject: 'notification:e1:email' });
    await expect(deliver(world)).rejects.toMatchObject({ code: 'dependency.unavailable' });
    world.clock.advance(60_000);
    await deliver(world);
    expect(world.sent.email).toHaveLength(2);
    expect(world.sent.email[1]).toEqual(world.sent.email[0]);
  });

  it('does not send again when only the answer of recording was lost, or the listing failed', async () => {
    const world = makeWorld();
    world.store.failNext('create', 'lostAnswer', { subject: 'notification:e1:email' });
    await expect(deliver(world)).rejects.toThrow();
    world.store.failNext('get', 'unavailable', { subject: 'notifications-of:ada:head' });
    await expect(deliver(world)).rejects.toThrow();
    await deliver(world);
    expect(world.sent.email).toHaveLength(1);
    expect(await listed(world)).toEqual(['e1:email']);
  });

  it('lists once although two replicas handle the event at once', async () => {
    const world = makeWorld();
    await Promise.all([deliver(world), deliver(world), deliver(world)]);
    expect(await listed(world)).toEqual(['e1:email']);
  });

  it('does not list again what moved to an old page long ago', async () => {
    const world = makeWorld();
    await deliver(world);
    for (let n = 0; n < 210; n += 1) await world.deps.listing.add('ada', `other${n}:email`, { fresh: true });
    await deliver(world);
    expect(await listed(world)).not.toContain('e1:email');
  });

  it('skips whom it cannot reach, and records that', async () => {
    const world = makeWorld();
    world.contacts.set('ada', { ...ada, phone: null });
    await notify(world.deps, cause, 'sms', content);
    world.contacts.clear();
    world.clock.advance(30_000);
    await deliver(world);
    expect([world.sent.email.length, world.sent.sms.length]).toEqual([0, 0]);
    const all = await world.deps.records.all(await listed(world));
    expect(all.map((n) => n.status)).toEqual(['skipped', 'skipped']);
  });

  it('sends what is about no order to where its owner is now', async () => {
    const world = makeWorld();
    await deliver(world);
    world.contacts.set('ada', { ...ada, email: 'new@example.com' });
    const reset = {
      template: 'password-reset',
      userId: 'ada',
      orderId: null,
      values: { token: 't', minutes: 3 },
    } as const;
    await notify(world.deps, { ...cause, id: 'e2' }, 'email', reset);
    expect(world.sent.email.map(({ to }) => to.address)).toEqual([ada.email, 'new@example.com']);
  });

  it('waits for the user service', async () => {
    const world = makeWorld();
    world.invoker.faults.add('getContact', 'unavailable');
    await expect(deliver(world)).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect(world.sent.email).toEqual([]);
  });

  it('leaves what lacks a value to the dead-letter queue', async () => {
    const world = makeWorld();
    const lacking = { ...content, template: 'announcement', values: { subject: 's' } } as const;
    await expect(notify(world.deps, cause, 'email', lacking)).rejects.toMatchObject({
      code: 'event.malformed',
      message: 'shipping-delivered-v1: announcement lacks message',
    });
    expect(world.sent.email).toEqual([]);
  });

  it('sends a reset token to its owner only: it is not in the record', async () => {
    const world = makeWorld();
    const reset = {
      template: 'password-reset',
      userId: 'ada',
      orderId: null,
      values: { token: 's3cr3t', minutes: 30 },
    };
    await notify(world.deps, cause, 'email', { ...reset, template: 'password-reset' });
    expect(world.sent.email[0]?.text).toContain('s3cr3t');
    expect(JSON.stringify(world.store.peek('notification:e1:email'))).not.toContain('s3cr3t');
  });
});
