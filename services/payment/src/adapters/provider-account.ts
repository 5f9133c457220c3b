import type { Money } from '@mercato/contracts/shared';
import type { Decision } from '@mercato/kit/aggregate';
import type { AuthorizationAnswer } from '../domain/authorization.ts';
import { declined } from '../domain/decline.ts';
import { payments } from '../domain/errors.ts';
import type { VoidAnswer } from '../domain/void.ts';
import { type Scenario, declineReasons } from './test-cards.ts';
import { partsOf } from './token.ts';

/** The provider's own books for one authorisation key: what really happened, whatever the caller was told. */
export interface ProviderAccount {
  readonly status: 'unreached' | 'authorized' | 'declined' | 'captured' | 'voided';
  readonly scenario: Scenario;
  readonly amount: number;
  readonly currency: string;
  readonly brand: string;
  readonly last4: string;
  /** Why it says no. */
  readonly reason: string | null;
  /** How often it was down for this key. */
  readonly outages: number;
  /** False for a tombstone under which nothing ever was. */
  readonly held: boolean;
  readonly captureKey: string | null;
  readonly refunds: Readonly<Record<string, number>>;
}

/** The answer, and whether the work was done just now: a lost answer is lost once. */
interface Told<A> {
  readonly answer: A;
  readonly first: boolean;
  readonly scenario: Scenario;
}

export type Authorized = Told<AuthorizationAnswer | 'unavailable'>;

const outagesOfFlaky = 2;

const open = (token: string, amount: Money): ProviderAccount => {
  const parts = partsOf(token);
  const scenario = parts?.scenario ?? 'declined';
  const reason = parts ? (declineReasons[scenario] ?? null) : 'token_invalid';
  return {
    status: reason ? 'declined' : 'authorized',
    scenario,
    amount: amount.amount,
    currency: amount.currency,
    brand: parts?.brand ?? 'unknown',
    last4: parts?.last4 ?? '0000',
    reason,
    outages: 0,
    held: reason === null,
    captureKey: null,
    refunds: {},
  };
};

export const answerOf = (account: ProviderAccount): AuthorizationAnswer => {
  if (account.status === 'voided') return { status: 'voided' };
  if (account.status === 'declined') return declined(account.reason ?? 'generic_decline');
  return { status: 'authorized', brand: account.brand, last4: account.last4 };
};

export const authorizeAccount = (
  current: ProviderAccount | undefined,
  key: string,
  token: string,
  amount: Money,
): Decision<ProviderAccount, Authorized> => {
  const account = open(token, amount);
  const { scenario } = account;
  if (current && current.status !== 'unreached') {
    const other = current.amount !== account.amount || current.currency !== account.currency;
    if (other && current.status !== 'voided') throw payments.keyReused(key);
    return { result: { answer: answerOf(current), first: false, scenario } };
  }
  const outages = current?.outages ?? 0;
  if (scenario === 'flaky' && outages < outagesOfFlaky) {
    const state: ProviderAccount = { ...account, status: 'unreached', held: false, outages: outages + 1 };
    return { state, result: { answer: 'unavailable', first: true, scenario } };
  }
  return { state: { ...account, outages }, result: { answer: answerOf(account), first: true, scenario } };
};

export const captureAccount = (
  current: ProviderAccount | undefined,
  key: string,
): Decision<ProviderAccount, Told<'captured' | 'refused'>> => {
  const scenario = current?.scenario ?? 'success';
  if (current?.status === 'captured' && current.captureKey === key)
    return { result: { answer: 'captured', first: false, scenario } };
  if (current?.status !== 'authorized') return { result: { answer: 'refused', first: false, scenario } };
  return {
    state: { ...current, status: 'captured', captureKey: key },
    result: { answer: 'captured', first: true, scenario },
  };
};

const tombstone: ProviderAccount = {
  ...open('', { amount: 0, currency: 'EUR' }),
  status: 'voided',
  scenario: 'success',
  reason: null,
};

export const voidAccount = (current: ProviderAccount | undefined): Decision<ProviderAccount, VoidAnswer> => {
  if (current?.captureKey) return { result: { status: 'captured', captureKey: current.captureKey } };
  if (current?.status === 'voided') return { result: { status: 'voided', held: current.held } };
  const state: ProviderAccount = { ...(current ?? tombstone), status: 'voided' };
  return { state, result: { status: 'voided', held: state.held } };
};

export const refundedOf = (account: ProviderAccount): number =>
  Object.values(account.refunds).reduce((total, amount) => total + amount, 0);

export const refundAccount = (
  current: ProviderAccount | undefined,
  key: string,
  amount: number,
): Decision<ProviderAccount, 'refunded' | 'refused'> => {
  if (current?.status !== 'captured') return { result: 'refused' };
  const known = current.refunds[key];
  if (known !== undefined) return { result: known === amount ? 'refunded' : 'refused' };
  if (refundedOf(current) + amount > current.amount) return { result: 'refused' };
  return { state: { ...current, refunds: { ...current.refunds, [key]: amount } }, result: 'refunded' };
};
