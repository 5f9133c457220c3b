import type { Aggregates } from '@mercato/kit/aggregate';
import { DomainError } from '@mercato/kit/errors';
import type { Logger } from '@mercato/kit/telemetry';
import { type Reconciled, reconcile } from '../domain/reconcile.ts';
import { countNotice } from '../metrics.ts';
import type { Notice, ProviderNotices } from '../ports/provider-notices.ts';
import { type PaymentParts, decideOn, nowOf } from './parts.ts';

/** The latest notices about one payment, by the provider's ids for them. */
export interface SeenNotices {
  readonly ids: readonly string[];
}

export interface NoticeParts {
  readonly reader: ProviderNotices;
  readonly seen: Aggregates<SeenNotices>;
}

type Outcome = Reconciled | 'ignored' | 'duplicate' | 'foreign';

const mostSeen = 50;

/** Kinds of notices after which a payment may be other than we think. All else is acknowledged and left. */
const telling =
  /^(payment_intent\.(succeeded|canceled|payment_failed|amount_capturable_updated)|charge\.(captured|expired|refunded|refund\.updated)|refund\.(created|updated|failed))$/;

/** Looks at the payment, and at what the provider has of it now: whatever the notice says may be old, or not be so. */
const lookAt = async (parts: PaymentParts, key: string): Promise<Reconciled> => {
  const record = await parts.provider.find(key);
  if (!record) return 'agreed';
  const [orderId = ''] = key.split(':');
  return decideOn(parts, orderId, (current, version) => reconcile(current, key, record, { at: nowOf(parts), version }));
};

const outcomeOf = async (parts: PaymentParts, { reader, seen }: NoticeParts, notice: Notice): Promise<Outcome> => {
  const { id, type, about } = notice;
  if (about === null || !telling.test(type)) return 'ignored';
  const before = await seen.load(about);
  if (before?.state.ids.includes(id)) return 'duplicate';
  const key = await reader.keyOf(about);
  if (key === undefined) return 'foreign';
  const outcome = await lookAt(parts, key);
  // Only now: a notice whose handling failed is sent again, and must be handled then.
  await seen.execute(about, id, (current) => {
    return { state: { ids: [...(current?.ids ?? []), id].slice(-mostSeen) }, result: null };
  });
  return outcome;
};

/** Takes a notice of the provider: verified, once, and only as a reason to look. */
export const receiveNotice = async (
  parts: PaymentParts,
  {
    rawBody,
    signature,
    log,
  }: { readonly rawBody: string; readonly signature: string | undefined; readonly log: Logger },
): Promise<void> => {
  const { notices, provider } = parts;
  if (!notices) throw new DomainError('route.not_found', 'The provider in use sends no notices');
  const notice = await notices.reader.read(rawBody, signature).catch((error: unknown) => {
    countNotice(provider.name, 'unverified');
    throw error;
  });
  const outcome = await outcomeOf(parts, notices, notice);
  countNotice(provider.name, outcome);
  const { id: notificationId, type, about } = notice;
  const told = { notificationId, type, about, outcome };
  if (outcome === 'mismatch') log.error(told, 'the provider did what we did not ask for');
  else log.info(told, 'notice of the provider');
};
