import { type AuthorizeRequest, paymentApi, type PaymentStep, type RefundStep } from '@mercato/contracts/payment';
import type { Outgoing } from '@mercato/kit/messaging';
import type { InProcessService } from '@mercato/kit/service';
import { capturedFact, refundedFact } from '../../../services/payment/src/domain/facts.ts';
import {
  type Attempt,
  emptyPayment,
  paymentIdOf,
  type PaymentState,
  withAttempt,
} from '../../../services/payment/src/domain/payment.ts';
import { viewOf } from '../../../services/payment/src/domain/view.ts';
import { starters, type Twin } from '../../support/memory-shop/index.ts';

const at = '2026-01-01T00:00:00.000Z';

/** The books of one order. Each call is a new one: what it is about is the last thing that was done. */
class Books {
  state: PaymentState;
  version = 0;

  constructor(orderId: string) {
    this.state = emptyPayment(orderId, at);
  }

  authorize({ key, userId, amount }: AuthorizeRequest): object {
    const attempt: Attempt = {
      key: `${key}:${this.state.attempts.length}`,
      providerKey: key,
      status: 'authorized',
      amount: amount.amount,
      brand: 'visa',
      last4: '4242',
      declineCode: null,
      captureKey: null,
      at,
    };
    this.#add({ ...this.state, userId }, attempt, ['authorized']);
    return { paymentId: paymentIdOf(this.state.orderId), amount };
  }

  capture(): { readonly captured: object; readonly owed: Outgoing } {
    const attempt = this.#last();
    const captured: Attempt = { ...attempt, status: 'captured' };
    if (attempt.status === 'authorized') this.#write(withAttempt(this.state, captured, at, ['captured']));
    else this.#add(this.state, { ...captured, key: `${attempt.key}:again` }, ['authorized', 'captured']);
    const owed = capturedFact(this.state, this.#last().key, attempt.amount, { at, version: this.version });
    return { captured: this.#money(attempt.amount), owed };
  }

  void(): object {
    const attempt = this.#last();
    if (attempt.status === 'authorized') {
      this.#write(withAttempt(this.state, { ...attempt, status: 'voided' }, at, ['voided']));
    }
    return { refunded: this.#money(0) };
  }

  refund({ key, amount }: RefundStep): { readonly refunded: object; readonly owed: Outgoing } {
    const n = this.state.refunds.length;
    const refund = { key: `${key}:${n}`, authorizeKey: this.#last().key, amount: amount.amount, at } as const;
    const { refunds, ledger } = this.state;
    this.#write({
      ...this.state,
      refunds: [...refunds, { ...refund, status: 'done' }],
      ledger: [...ledger, { kind: 'refunded', key: refund.key, amount: refund.amount, at }],
    });
    const owed = refundedFact(this.state, refund.key, refund.amount, { at, version: this.version });
    return { refunded: amount, owed };
  }

  #last(): Attempt {
    const attempt = this.state.attempts.at(-1);
    if (!attempt) throw new Error('Nothing was authorised');
    return attempt;
  }

  #add(state: PaymentState, attempt: Attempt, lines: Parameters<typeof withAttempt>[3]): void {
    this.#write(withAttempt({ ...state, attempts: [...state.attempts, attempt] }, attempt, at, lines));
  }

  #write(state: PaymentState): void {
    this.state = state;
    this.version += 1;
  }

  #money(amount: number): object {
    return { amount, currency: this.state.currency };
  }
}

type Body = AuthorizeRequest & PaymentStep & RefundStep;

/** A payment service that keeps no keys: whatever it is asked, it does, as often as it is asked. */
export const paymentWithoutKeys = (): Twin => {
  const all = new Map<string, Books>();
  const booksOf = (orderId: string): Books => {
    const books = all.get(orderId) ?? new Books(orderId);
    all.set(orderId, books);
    return books;
  };
  return {
    start: (given): InProcessService => {
      const real = starters.payment(given);
      const publish = async <A extends { readonly owed: Outgoing }>({ owed, ...answer }: A): Promise<object> => {
        await given.publisher.publish(owed);
        return answer;
      };
      const work: Readonly<Record<string, (body: Body) => object | Promise<object>>> = {
        [paymentApi.authorize.id]: (body) => booksOf(body.orderId).authorize(body),
        [paymentApi.capture.id]: ({ orderId }) => publish(booksOf(orderId).capture()),
        [paymentApi.void.id]: ({ orderId }) => booksOf(orderId).void(),
        [paymentApi.refund.id]: (body) => publish(booksOf(body.orderId).refund(body)),
      };
      return {
        ...real,
        call: async (route, request) => {
          const { orderId } = (request.params ?? {}) as { readonly orderId?: string };
          const books = all.get(orderId ?? '');
          if (route.id === paymentApi.getOrderPayment.id && books) {
            return { status: 200, body: viewOf(books.state, books.version) };
          }
          const does = work[route.id];
          if (!does) return real.call(route, request);
          return { status: 200, body: { verdict: 'ok', ...(await does(request.body as Body)) } };
        },
      };
    },
  };
};
