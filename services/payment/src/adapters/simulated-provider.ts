import type { Card } from '@mercato/contracts/payment';
import type { Money } from '@mercato/contracts/shared';
import { type Aggregates, StoredAggregates } from '@mercato/kit/aggregate';
import { errors } from '@mercato/kit/errors';
import type { Ids } from '@mercato/kit/ids';
import type { Publisher } from '@mercato/kit/messaging';
import type { StateStore } from '@mercato/kit/state';
import type { Clock } from '@mercato/kit/time';
import type { AuthorizationAnswer } from '../domain/authorization.ts';
import type { KnownCard } from '../domain/card.ts';
import type { VoidAnswer } from '../domain/void.ts';
import type { ProviderRecord } from '../domain/provider-record.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import {
  type ProviderAccount,
  answerOf,
  authorizeAccount,
  captureAccount,
  refundAccount,
  refundedOf,
  voidAccount,
} from './provider-account.ts';
import { testCards } from './test-cards.ts';
import { partsOf, tokenOf } from './token.ts';

export interface SimulatedProviderOptions {
  readonly store: StateStore;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly ids: Ids;
  /** How long an ordinary answer takes. */
  readonly latencyMs?: number;
  /** How long the cards for late and silent answers keep the caller waiting. */
  readonly lateMs?: number;
}

const what = 'The card provider';

/**
 * A card provider that behaves as its test cards say, the same way each time. Its books lie in the state store under
 * `provider:<key>`, so they survive whatever kills this process.
 */
export class SimulatedProvider implements PaymentProvider {
  readonly name = 'simulator';
  readonly #accounts: Aggregates<ProviderAccount>;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #latencyMs: number;
  readonly #lateMs: number;

  constructor({ store, publisher, clock, ids, latencyMs = 0, lateMs = 8000 }: SimulatedProviderOptions) {
    this.#accounts = new StoredAggregates({ store, publisher, kind: 'provider', clock });
    this.#clock = clock;
    this.#ids = ids;
    this.#latencyMs = latencyMs;
    this.#lateMs = lateMs;
  }

  async tokenize(card: Card, known: KnownCard): Promise<string> {
    await this.#pause(this.#latencyMs);
    const scenario = testCards[card.number] ?? 'success';
    return tokenOf({ scenario, brand: known.brand, last4: known.last4 }, this.#ids.uuid());
  }

  async authorize(key: string, token: string, amount: Money): Promise<AuthorizationAnswer> {
    await this.#pause(this.#latencyMs);
    if (partsOf(token)?.scenario === 'silent') await this.#silence();
    const told = await this.#accounts.execute(
      key,
      this.#ids.uuid(),
      (current) => authorizeAccount(current, key, token, amount),
      { expect: 'absent' },
    );
    if (told.answer === 'unavailable') throw errors.unavailable(what);
    if (told.first && told.scenario === 'late') await this.#pause(this.#lateMs);
    if (told.first && told.scenario === 'lost') throw errors.timeout(what);
    return told.answer;
  }

  async capture(key: string, authorizeKey: string): Promise<'captured' | 'refused'> {
    await this.#pause(this.#latencyMs);
    const told = await this.#accounts.execute(authorizeKey, this.#ids.uuid(), (current) =>
      captureAccount(current, key),
    );
    if (told.first && told.scenario === 'capturelost') throw errors.timeout(what);
    return told.answer;
  }

  async void(authorizeKey: string): Promise<VoidAnswer> {
    await this.#pause(this.#latencyMs);
    return this.#accounts.execute(authorizeKey, this.#ids.uuid(), voidAccount);
  }

  async refund(key: string, authorizeKey: string, amount: number): Promise<'refunded' | 'refused'> {
    await this.#pause(this.#latencyMs);
    return this.#accounts.execute(authorizeKey, this.#ids.uuid(), (current) => refundAccount(current, key, amount));
  }

  async find(authorizeKey: string): Promise<ProviderRecord | undefined> {
    const found = await this.#accounts.load(authorizeKey);
    if (!found || found.state.status === 'unreached') return undefined;
    const { status, amount, captureKey, refunds } = found.state;
    return { status, answer: answerOf(found.state), amount, captureKey, refunded: refundedOf(found.state), refunds };
  }

  async #silence(): Promise<never> {
    await this.#pause(this.#lateMs);
    throw errors.timeout(what);
  }

  async #pause(ms: number): Promise<void> {
    if (ms > 0) await this.#clock.sleep(ms);
  }
}
