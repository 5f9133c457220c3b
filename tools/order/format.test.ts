import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Dossier } from './dossier.ts';
import { delivered } from './fixtures.ts';
import { format } from './format.ts';
import { coloured, plain } from './paint.ts';

const { record } = delivered;
const shown = (change: Partial<Dossier> = {}): string => format({ ...delivered, ...change }, plain);

describe('format', () => {
  it('shows all there is of an order that went well', () => {
    expect(shown()).toBe(
      `
Order ord-1  delivered  25.00 EUR
  placed 2026-01-31T12:00:00.000Z, changed 2026-01-31T12:00:06.000Z, version 9, user usr-1
Checkout v1, forward, done
  reserve-stock      12:00:00.100 done
  authorize-payment  12:00:00.200 done
History
  pending 12:00:00.050 → delivered 12:00:06.000
  refund 3.00 EUR done  ord-1:refund:r1
Payment pay-ord-1  partially_refunded  authorised 25.00 EUR, captured 25.00 EUR, refunded 3.00 EUR
  12:00:00.210 authorized    25.00 EUR  ord-1:authorize-payment
  12:00:05.000 refunded       3.00 EUR  ord-1:refund:r1
Stock
  prd-1  available 3, on hand 3, reserved 0, sold 2, received 5
    12:00:00.300 committed  2  ord-1:reserve-stock:0
Shipment delivered  Mercato Post MP1  booked 12:00:00.250, dispatched 12:00:03.000, delivered –
Messages none in any queue
Mails
  12:00:01.000 email sent    Your order ord-1 is confirmed
Logs  grep -h req-1 .mercato/logs/*.log
  12:00:00.000 request req-1  trace 0af7651916cd43dd8448eb211c80319c  12 lines of gateway, order
`.trim(),
    );
  });

  it('shows what went wrong: refusal, undo, and the person who is needed', () => {
    const since = '2026-01-31T12:00:09.000Z';
    const undo = { intentAt: since, outcome: null, endedAt: null, tries: 3 };
    const [first] = record.checkout.steps;
    const text = shown({
      record: {
        ...record,
        order: {
          ...record.order,
          status: 'cancelled',
          total: null,
          cancellation: { code: 'payment.declined', detail: 'The card was declined', at: since },
          needsAttention: { reason: 'release keeps failing', since },
        },
        checkout: {
          ...record.checkout,
          direction: 'back',
          end: null,
          refusal: { code: 'payment.declined', detail: 'The card was declined' },
          parked: { reason: 'release keeps failing', since },
          steps: first ? [{ ...first, outcome: null, tries: 1, undo }] : [],
        },
        cancel: record.checkout,
        owed: [{ id: 'e1', topic: 'order-cancelled-v1', time: since }],
      },
    });
    for (const line of [
      'Order ord-1  cancelled  no total yet',
      'cancelled: payment.declined (The card was declined)',
      'needs attention: release keeps failing',
      'Checkout v1, back, running',
      'reserve-stock      12:00:00.100 asked     failed once  undo 12:00:09.000 asked failed 3 times',
      'turned back: payment.declined (The card was declined)',
      'parked since 2026-01-31T12:00:09.000Z: release keeps failing',
      'Cancellation v1, forward, done',
      'owed by the order: order-cancelled-v1 e1',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('shows where its messages lie', () => {
    const text = shown({
      messages: [
        {
          queue: 'cart-events-dlq',
          deadLetter: true,
          topic: 'order-confirmed-v1',
          id: 'e1',
          time: '2026-01-31T12:00:02.000Z',
          where: 'waiting',
          receives: 10,
        },
      ],
    });
    expect(text).toContain('cart-events-dlq: order-confirmed-v1 e1 of 12:00:02.000, waiting, received 10 times');
  });

  it('shows an order that is accepted and not begun', () => {
    const nothing = { record: undefined, payment: undefined, shipment: undefined, stock: [], mails: [], requests: [] };
    expect(shown(nothing).split('\n')).toEqual([
      'Order ord-1  accepted: recorded, not begun yet',
      'Messages none in any queue',
      'Mails none',
      'Logs nothing about it in .mercato/logs',
    ]);
  });

  it('names the first few of many requests', () => {
    const [one] = delivered.requests;
    const requests = one ? Array.from({ length: 8 }, () => one) : [];
    expect(shown({ requests })).toContain('… and 3 more');
  });

  it('fits on a screen', () => {
    const lines = shown().split('\n');
    expect(lines.length).toBeLessThan(40);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(140);
  });

  it('is coloured only where asked, and says the same', () => {
    const text = format(delivered, coloured);
    expect(text).not.toBe(shown());
    expect(stripVTControlCharacters(text)).toBe(shown());
  });
});
