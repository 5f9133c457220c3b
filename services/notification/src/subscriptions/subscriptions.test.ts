import { messages } from '@mercato/contracts';
import { sendNotification } from '@mercato/contracts/notification';
import { orderConfirmed } from '@mercato/contracts/order';
import { paymentCaptured } from '@mercato/contracts/payment';
import { shipmentDelivered, shipmentDispatched } from '@mercato/contracts/shipping';
import { type Outgoing, outgoing } from '@mercato/kit/messaging';
import { describe, expect, it } from 'vitest';
import { at, confirmedOrder, makeWorld, type World } from '../../test/world.ts';
import { notificationSubscriptions } from './subscriptions.ts';

const deliver = async (world: World, message: Outgoing) => {
  const handler = notificationSubscriptions(world.deps).find((s) => s.contract.topic === message.topic);
  if (!handler) throw new Error(`nobody handles ${message.topic}`);
  await world.publisher.deliver(message, handler);
};

const how = { distinct: 1, time: at };
const fact = { orderId: 'o1', userId: 'ada', version: 1, at };
const parcel = { ...fact, shipmentId: 's1', carrier: 'Hermes', trackingNumber: 'T-1', region: 'DE' };
const story = [
  outgoing(orderConfirmed, confirmedOrder('o1'), how),
  outgoing(paymentCaptured, { ...fact, paymentId: 'pay-o1', amount: { amount: 3998, currency: 'EUR' } }, how),
  outgoing(shipmentDispatched, parcel, how),
  outgoing(shipmentDelivered, parcel, how),
];

describe('notificationSubscriptions', () => {
  it('are those that the contracts name', () => {
    const named = messages.filter((m) => m.consumers.includes('notification')).map((m) => m.topic);
    const handled = notificationSubscriptions(makeWorld().deps).map((s) => s.contract.topic);
    expect(handled.toSorted()).toEqual(named.toSorted());
  });

  it('send four mails for a happy order, in whatever order and how often its events come', async () => {
    const world = makeWorld();
    for (const message of [...story.toReversed(), ...story, ...story]) await deliver(world, message);
    expect(world.sent.email.map((m) => m.subject)).toEqual([
      'Your order o1 was delivered',
      'Your order o1 is on its way',
      'We received your payment for order o1',
      'Your order o1 is confirmed',
    ]);
    expect(new Set(world.sent.email.map((m) => m.eventId))).toEqual(new Set(story.map((m) => m.id)));
  });

  it('escape what a seller wrote into a product’s name', async () => {
    const world = makeWorld();
    await deliver(world, outgoing(orderConfirmed, confirmedOrder('o1', '<img src=x onerror=alert(1)>'), how));
    expect(world.sent.email[0]?.html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(world.sent.email[0]?.html).not.toContain('<img');
  });

  it('carry out a command over the channel it names', async () => {
    const world = makeWorld();
    const data = { subject: 'Sale', message: 'Half price\nToday' };
    const command = { notificationId: 'n1', userId: 'ada', channel: 'sms', template: 'announcement', data } as const;
    await deliver(world, outgoing(sendNotification, command, how));
    expect(world.sent.sms).toMatchObject([{ to: '+49 30 123456' }]);
    expect(JSON.stringify(world.sent.sms)).toContain('Half price\\nToday');
  });
});
