import { describe, expect, it } from 'vitest';
import { brokenEvents } from './broken/events.ts';
import { brokenMoney } from './broken/money.ts';
import { brokenOrders } from './broken/orders.ts';
import { brokenOthers } from './broken/others.ts';
import { brokenStock } from './broken/stock.ts';
import type { Shop } from './broken/case.ts';
import { check, nothingExpected, rules } from '../src/check.ts';
import { eventsOf } from './example-events.ts';
import { healthyShop, orderThat, stockAfter } from './example.ts';
import { eventFacts } from '../src/events.ts';
import type { Facts } from '../src/facts.ts';

const cases = [...brokenStock, ...brokenMoney, ...brokenOrders, ...brokenOthers, ...brokenEvents];

describe('a healthy shop', () => {
  it('breaks no rule', () => {
    expect(check(healthyShop())).toEqual([]);
  });

  it('may hold what was put there on purpose', () => {
    const letter = { queue: 'order-commands-dlq', id: 'e1', topic: 'order-cancel-v1', subject: 'o1' };
    const facts: Facts = { ...healthyShop(), deadLetters: [letter] };
    expect(check(facts, { ...nothingExpected, poison: ['e1'] })).toEqual([]);
  });

  it('may have a parked order whose stock is sold, or not yet', () => {
    const orders = [orderThat({ id: 'parked', end: 'parked' })];
    const products = [stockAfter('mug', 9, orders)];
    const facts: Facts = { orders, products, queues: [], deadLetters: [], events: eventsOf(orders) };
    expect(check(facts)).toEqual([]);
    const sold = { stock: { available: 7, onHand: 7, reserved: 0, sold: 2, received: 9 }, reservations: [] };
    expect(check({ ...facts, products: [{ id: 'mug', ...sold }] })).toEqual([]);
  });
});

describe('events', () => {
  const without = (topic: string): Facts => {
    const { events, ...shop } = healthyShop();
    return { ...shop, events: { ...events, entries: events.entries.filter((event) => event.topic !== topic) } };
  };

  it('are not judged when no archive was read', () => {
    expect(check({ ...healthyShop(), events: null })).toEqual([]);
  });

  it('may be repeated', () => {
    const { events, ...shop } = healthyShop();
    expect(check({ ...shop, events: { ...events, entries: [...events.entries, ...events.entries] } })).toEqual([]);
  });

  it('may be read in any order', () => {
    const { orders, events, ...shop } = healthyShop();
    const twice = orderThat({ id: 'twice', end: 'processing', refunded: 300 });
    const last = twice.payment?.ledger.at(-1);
    if (!twice.payment || !last) throw new Error('the example has no refund');
    const payment = { ...twice.payment, ledger: [...twice.payment.ledger, { ...last, key: 'r2' }], version: 4 };
    const told = eventsOf([{ ...twice, payment }]).entries.map((event, i) => ({ ...event, id: `twice-${i}` }));
    const late = told.map((event, i) => (i === told.length - 1 ? { ...event, version: 4 } : event)).toReversed();
    const facts = { ...shop, orders: [...orders, { ...twice, payment }], events: { ...events, entries: late } };
    const rulesBroken = check(facts).filter(({ aggregate }) => aggregate === 'order:twice');
    expect(rulesBroken.filter(({ rule }) => rule.startsWith('event.'))).toEqual([]);
  });

  it('may be gone when the order is older than the archive reaches', () => {
    const { events, ...shop } = without('order-confirmed-v1');
    expect(check({ ...shop, events })).not.toEqual([]);
    expect(check({ ...shop, events: { entries: events?.entries ?? [], since: '2026-02-01T00:00:00.000Z' } })).toEqual(
      [],
    );
  });

  it('of payment and parcel may still be owed while the order waits for a person', () => {
    const found = check(without('payment-captured-v1')).map((finding) => finding.aggregate);
    expect(found).toContain('order:delivered');
    expect(found).not.toContain('order:parked');
  });

  it('may still stand among what is owed once they were told, and not without an archive that says so', () => {
    const shop = structuredClone(healthyShop()) as Shop;
    const [event] = shop.events?.entries ?? [];
    const order = shop.orders.find(({ id }) => id === event?.orderId);
    if (!event || typeof order?.known !== 'object') throw new Error('the example has told nothing');
    order.known.owed.push(event);
    expect(check(shop)).toEqual([]);
    expect(check({ ...shop, events: null }).map(({ rule }) => rule)).toEqual(['order.owed']);
  });

  it('are read from what was published', () => {
    const message = { id: 'e1', topic: 'payment-captured-v1', subject: 'o1', time: 't' };
    const amount = { amount: 5, currency: 'EUR' };
    const read = eventFacts({ ...message, data: { orderId: 'o1', version: 3, amount, more: true } });
    expect(read).toEqual({ ...message, orderId: 'o1', version: 3, amount });
    expect(eventFacts({ ...message, data: null })).toEqual({ ...message, orderId: null, version: null, amount: null });
  });
});

describe('the checker bites when', () => {
  it.each(cases)('$broken ($rule)', ({ rule, aggregate, break: breakIt, expected = {} }) => {
    const shop = structuredClone(healthyShop()) as Shop;
    breakIt(shop);
    const found = check(shop, { ...nothingExpected, ...expected });
    expect(found.map((v) => [v.rule, v.aggregate])).toContainEqual([rule, aggregate]);
    const finding = found.find((v) => v.rule === rule && v.aggregate === aggregate);
    expect(finding?.detail).toBeTruthy();
    const known = [...shop.orders, ...shop.products].some((one) => aggregate.endsWith(`:${one.id}`));
    expect(finding?.history.length ?? 0).toBeGreaterThan(known ? 0 : -1);
  });

  it.each(Object.entries(rules))('%s alone finds one of these', (_, rule) => {
    const bitten = cases.some((one) => {
      const shop = structuredClone(healthyShop()) as Shop;
      one.break(shop);
      return rule(shop, { ...nothingExpected, ...one.expected }).length > 0;
    });
    expect(bitten).toBe(true);
  });
});
