import type { Case } from './case.ts';

export const brokenStock: readonly Case[] = [
  {
    broken: 'a unit vanished',
    rule: 'stock.balance',
    aggregate: 'product:mug',
    break: (shop) => void (shop.products[0]!.stock.onHand -= 1),
  },
  {
    broken: 'stock was oversold',
    rule: 'stock.counts',
    aggregate: 'product:mug',
    break: (shop) => Object.assign(shop.products[0]!.stock, { available: -1, onHand: 1 }),
  },
  {
    broken: 'a count is no whole number',
    rule: 'stock.counts',
    aggregate: 'product:mug',
    break: (shop) => void (shop.products[0]!.stock.sold = 7.5),
  },
  {
    broken: 'units are reserved without a reservation',
    rule: 'stock.reserved',
    aggregate: 'product:mug',
    break: (shop) => void (shop.products[0]!.reservations = []),
  },
  {
    broken: 'a reservation outlived its order',
    rule: 'reservation.orphan',
    aggregate: 'product:mug',
    break: (shop) => void (shop.products[0]!.reservations[0]!.key = 'declined:reserve-stock:0'),
  },
  {
    broken: 'a reservation belongs to nobody',
    rule: 'reservation.orphan',
    aggregate: 'product:mug',
    break: (shop) => void (shop.products[0]!.reservations[0]!.key = 'nobody:reserve-stock:0'),
  },
  {
    broken: 'a sale was counted twice',
    rule: 'stock.sold',
    aggregate: 'product:mug',
    break: (shop) => {
      const { stock } = shop.products[0]!;
      Object.assign(stock, { sold: stock.sold + 2, onHand: stock.onHand - 2, available: stock.available - 2 });
    },
  },
  {
    broken: 'stock of a confirmed order was given back',
    rule: 'stock.sold',
    aggregate: 'product:mug',
    break: (shop) => {
      const { stock } = shop.products[0]!;
      Object.assign(stock, { sold: stock.sold - 2, onHand: stock.onHand + 2, available: stock.available + 2 });
    },
  },
  {
    broken: 'the bought product is gone',
    rule: 'stock.unknown',
    aggregate: 'order:delivered',
    break: (shop) => void (shop.products = []),
  },
];
