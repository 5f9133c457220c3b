import { paymentApi } from '@mercato/contracts/payment';
import { DomainError } from '@mercato/kit/errors';
import { verdict } from '@mercato/kit/service';
import type { MemoryInvoker } from '@mercato/testkit';

interface Attempt {
  status: 'authorized' | 'captured' | 'voided';
  readonly amount: number;
  refunded: number;
}

const euro = (amount: number) => ({ amount, currency: 'EUR' as const });

/** Payment as its service keeps it: attempts and tombstones by key. `tok_declined_…` is declined. */
export class FakePayment {
  readonly attempts = new Map<string, Attempt>();
  /** Every time money moved: what a customer would see on a statement. */
  readonly statement: string[] = [];
  readonly #tombstones = new Set<string>();
  readonly #refunds = new Set<string>();

  get captured(): number {
    return [...this.attempts.values()].reduce((sum, a) => sum + (a.status === 'captured' ? a.amount : 0), 0);
  }

  get refunded(): number {
    return [...this.attempts.values()].reduce((sum, a) => sum + a.refunded, 0);
  }

  get held(): number {
    return [...this.attempts.values()].filter((a) => a.status === 'authorized').length;
  }

  answer(invoker: MemoryInvoker): void {
    const body = async <T extends object>(work: () => T) => (await verdict(() => Promise.resolve().then(work))).body;
    const tokens = { brand: 'visa', expMonth: 1, expYear: 2030 };
    invoker.register('payment', paymentApi.tokenizeFor, ({ body: card }) =>
      body(() => {
        if (card.number.endsWith('1')) throw new DomainError('payment.card_invalid', 'The number is not a card number');
        const last4 = card.number.slice(-4);
        return { card: { ...tokens, token: `tok_success_visa_${last4}_1`, last4 } };
      }),
    );
    invoker.register('payment', paymentApi.authorize, ({ body: b }) => body(() => this.#authorize(b)));
    invoker.register('payment', paymentApi.capture, ({ body: b }) => body(() => this.#capture(b.authorizeKey)));
    invoker.register('payment', paymentApi.void, ({ body: b }) => body(() => this.#void(b.authorizeKey)));
    invoker.register('payment', paymentApi.refund, ({ body: b }) => body(() => this.#refund(b)));
  }

  #authorize(b: { key: string; orderId: string; amount: { amount: number }; token: string }) {
    if (this.#tombstones.has(b.key)) throw new DomainError('payment.voided', b.key);
    if (b.token.startsWith('tok_declined')) throw new DomainError('payment.declined', 'The card was declined');
    if (!this.attempts.has(b.key)) {
      this.attempts.set(b.key, { status: 'authorized', amount: b.amount.amount, refunded: 0 });
    }
    return { paymentId: `pay-${b.orderId}`, amount: euro(b.amount.amount) };
  }

  #capture(authorizeKey: string) {
    const attempt = this.attempts.get(authorizeKey);
    if (this.#tombstones.has(authorizeKey) || !attempt) throw new DomainError('payment.voided', authorizeKey);
    if (attempt.status === 'authorized') {
      attempt.status = 'captured';
      this.statement.push(`-${attempt.amount}`);
    }
    return { captured: euro(attempt.amount) };
  }

  #void(authorizeKey: string) {
    this.#tombstones.add(authorizeKey);
    const attempt = this.attempts.get(authorizeKey);
    if (attempt?.status === 'authorized') attempt.status = 'voided';
    if (attempt?.status !== 'captured') return { refunded: euro(0) };
    if (attempt.refunded < attempt.amount) this.statement.push(`+${attempt.amount - attempt.refunded}`);
    attempt.refunded = attempt.amount;
    return { refunded: euro(attempt.amount) };
  }

  #refund(b: { key: string; authorizeKey: string; amount: { amount: number } }) {
    const attempt = this.attempts.get(b.authorizeKey);
    if (!attempt) throw new DomainError('payment.not_found', b.authorizeKey);
    if (!this.#refunds.has(b.key)) {
      if (attempt.refunded + b.amount.amount > attempt.amount) throw new DomainError('payment.refund_exceeded', b.key);
      attempt.refunded += b.amount.amount;
      this.#refunds.add(b.key);
      this.statement.push(`+${b.amount.amount}`);
    }
    return { refunded: euro(b.amount.amount) };
  }
}
