import type { Card } from '@mercato/contracts/payment';
import type { Money } from '@mercato/contracts/shared';
import type { Aggregates } from '@mercato/kit/aggregate';
import { errors } from '@mercato/kit/errors';
import type { Ids } from '@mercato/kit/ids';
import type { AuthorizationAnswer } from '../../domain/authorization.ts';
import { declined } from '../../domain/decline.ts';
import { cards, payments } from '../../domain/errors.ts';
import type { VoidAnswer } from '../../domain/void.ts';
import type { ProviderRecord } from '../../domain/provider-record.ts';
import type { PaymentProvider } from '../../ports/payment-provider.ts';
import { authorizeKeyField, type Intent, type StripeApi } from './stripe-api.ts';
import { Indeterminate, NothingToDo, StripeDecline, UnexpectedState } from './stripe-failure.ts';
import { answerOf, captureKeyOf, everHeld, recordOf, refundUnder, totalOf } from './stripe-intent.ts';
import { testMethods } from './stripe-test-methods.ts';

/** Which intent of Stripe's carries an authorisation. Without one it is a tombstone: none ever will. */
export interface StripeRecord {
  readonly intentId: string | null;
  readonly amount: number;
  readonly currency: string;
}

export interface StripeProviderOptions {
  readonly api: StripeApi;
  readonly records: Aggregates<StripeRecord>;
  readonly ids: Ids;
  readonly apiKey: () => Promise<string>;
}

const tombstone: StripeRecord = { intentId: null, amount: 0, currency: 'EUR' };
const isMethod = (token: string): boolean => /^pm_[A-Za-z0-9_]+$/.test(token);

/**
 * Stripe. An authorisation is a PaymentIntent in two steps: one is made that holds nothing, its id is stored, and only then
 * is it confirmed. So whatever may hold money is known here for ever, not only while Stripe remembers an Idempotency-Key,
 * and what is not stored never held any: see docs/decisions/0025.
 */
export class StripeProvider implements PaymentProvider {
  readonly name = 'stripe';
  readonly #api: StripeApi;
  readonly #records: Aggregates<StripeRecord>;
  readonly #ids: Ids;
  readonly #apiKey: () => Promise<string>;

  constructor({ api, records, ids, apiKey }: StripeProviderOptions) {
    this.#api = api;
    this.#records = records;
    this.#ids = ids;
    this.#apiKey = apiKey;
  }

  /** No card goes to Stripe from here: browsers exchange it there. With a test key its test cards are methods it has ready. */
  async tokenize(card: Card): Promise<string> {
    const method = testMethods[card.number];
    if (method === undefined || !/^[rs]k_test_/.test(await this.#apiKey())) throw cards.notTaken();
    return method;
  }

  async authorize(key: string, token: string, amount: Money): Promise<AuthorizationAnswer> {
    if (!isMethod(token)) return declined('token_invalid');
    const known = await this.#records.load(key);
    const record = known?.state ?? (await asAnswer(() => this.#begin(key, amount)));
    if ('status' in record) return record;
    if (record.intentId === null) return { status: 'voided' };
    if (record.amount !== amount.amount || record.currency !== amount.currency) throw payments.keyReused(key);
    const settled = known && answerOf(await this.#api.retrieve(record.intentId));
    return settled ?? this.#confirm(key, record.intentId, token);
  }

  async capture(key: string, authorizeKey: string): Promise<'captured' | 'refused'> {
    const id = await this.#intentOf(authorizeKey);
    if (id === undefined) return 'refused';
    const isMine = (intent: Intent): boolean => intent.status === 'succeeded' && captureKeyOf(intent) === key;
    const intent = await this.#orAsItIs(id, () => this.#api.capture(key, authorizeKey, id), isMine);
    return isMine(intent) ? 'captured' : 'refused';
  }

  async void(authorizeKey: string): Promise<VoidAnswer> {
    const { intentId } = await this.#keep(authorizeKey, tombstone);
    if (intentId === null) return { status: 'voided', held: false };
    const intent = await this.#orAsItIs(
      intentId,
      () => this.#api.cancel(intentId),
      ({ status }) => status === 'canceled',
    );
    if (intent.status === 'canceled') return { status: 'voided', held: everHeld(intent) };
    if (intent.status === 'succeeded') return { status: 'captured', captureKey: captureKeyOf(intent) ?? intentId };
    throw errors.timeout('The cancellation at Stripe');
  }

  async refund(key: string, authorizeKey: string, amount: number): Promise<'refunded' | 'refused'> {
    const id = await this.#intentOf(authorizeKey);
    if (id === undefined) return 'refused';
    // Looked at first: Stripe forgets an Idempotency-Key after a day, and would then give the same money back again.
    const [intent, refunds] = await Promise.all([this.#api.retrieve(id), this.#api.refunds(id)]);
    const known = refundUnder(refunds, key);
    if (known) return totalOf([known]) === amount ? 'refunded' : 'refused';
    if (intent.status !== 'succeeded' || totalOf(refunds) + amount > intent.amount_received) return 'refused';
    try {
      const refund = await this.#api.refund(key, authorizeKey, id, amount);
      return totalOf([refund]) === amount ? 'refunded' : 'refused';
    } catch (error) {
      if (error instanceof NothingToDo) return 'refused';
      if (error instanceof Indeterminate && refundUnder(await this.#api.refunds(id), key)) return 'refunded';
      throw error;
    }
  }

  async find(authorizeKey: string): Promise<ProviderRecord | undefined> {
    const record = await this.#records.load(authorizeKey);
    if (!record) return undefined;
    const { intentId } = record.state;
    if (intentId === null)
      return { status: 'voided', answer: { status: 'voided' }, amount: 0, captureKey: null, refunded: 0, refunds: {} };
    const [intent, refunds] = await Promise.all([this.#api.retrieve(intentId), this.#api.refunds(intentId)]);
    return recordOf(intent, refunds);
  }

  /** Our key of an intent; undefined where it is not the one that we stored under it. */
  async keyOf(intentId: string): Promise<string | undefined> {
    try {
      const { metadata } = await this.#api.retrieve(intentId);
      const key = metadata[authorizeKeyField];
      return key !== undefined && (await this.#intentOf(key)) === intentId ? key : undefined;
    } catch (error) {
      if (error instanceof NothingToDo) return undefined;
      throw error;
    }
  }

  /** Makes an intent and stores which one it is, unless the key was undone meanwhile or another was quicker. */
  async #begin(key: string, { amount, currency }: Money): Promise<StripeRecord> {
    // Stripe would repeat a 500 for a day; one intent more that holds nothing hurts nobody.
    const { id } = await this.#api.create(key, amount, currency).catch((error: unknown) => {
      if (!(error instanceof Indeterminate)) throw error;
      return this.#api.create(key, amount, currency, this.#ids.uuid());
    });
    return this.#keep(key, { intentId: id, amount, currency });
  }

  #keep(key: string, record: StripeRecord): Promise<StripeRecord> {
    return this.#records.execute(key, this.#ids.uuid(), (current) =>
      current ? { result: current } : { state: record, result: record },
    );
  }

  async #confirm(key: string, id: string, token: string): Promise<AuthorizationAnswer> {
    return asAnswer(async () => {
      const intent = await this.#orAsItIs(
        id,
        () => this.#api.confirm(key, id, token),
        (seen) => answerOf(seen) !== undefined,
      );
      const answer = answerOf(intent);
      if (!answer) throw errors.timeout('The authorisation at Stripe');
      return answer;
    });
  }

  async #intentOf(authorizeKey: string): Promise<string | undefined> {
    const record = await this.#records.load(authorizeKey);
    return record?.state.intentId ?? undefined;
  }

  /** Where a request came too late, or failed in between, what the intent has become says whether it was done. */
  async #orAsItIs(id: string, act: () => Promise<Intent>, isDone: (intent: Intent) => boolean): Promise<Intent> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof UnexpectedState || error instanceof Indeterminate)) throw error;
      const intent = await this.#api.retrieve(id);
      if (error instanceof Indeterminate && !isDone(intent)) throw error;
      return intent;
    }
  }
}

/** A decline is an answer. */
const asAnswer = async <T>(work: () => Promise<T>): Promise<T | StripeDecline['answer']> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StripeDecline) return error.answer;
    throw error;
  }
};
