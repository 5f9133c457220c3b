import type { Offer } from './ledger.ts';
import type { Fault } from './schedule.ts';

/** An order counts as accepted in time within this long of being offered. */
const inTimeMs = 1_000;
const windowMs = 3_000;
const share = 0.95;
const stepMs = 100;
const quietBeforeMs = 5_000;

const isGood = ({ accepted, at, endedAt }: Offer): boolean => accepted && endedAt - at <= inTimeMs;

/**
 * From a fault until orders are accepted as they are offered again: the first acceptance of the first three seconds in
 * which 95 % of the orders offered were accepted in time. Undefined when the load ended before.
 */
export const recoveryMs = (offers: readonly Offer[], at: number): number | undefined => {
  const last = Math.max(0, ...offers.map((offer) => offer.at));
  for (let from = at; from + windowMs <= last + stepMs; from += stepMs) {
    const offered = offers.filter((offer) => offer.at >= from && offer.at < from + windowMs);
    const good = offered.filter(isGood);
    if (good.length > 0 && good.length >= share * offered.length) {
      return Math.min(...good.map((offer) => offer.endedAt)) - at;
    }
  }
  return undefined;
};

export interface Recovery {
  readonly fault: Fault;
  readonly ms: number | undefined;
  /** No other fault was at work shortly before or until the recovery. */
  readonly alone: boolean;
}

export const recoveriesOf = (faults: readonly Fault[], offers: readonly Offer[]): readonly Recovery[] =>
  faults.map((fault) => {
    const ms = recoveryMs(offers, fault.at);
    const until = fault.at + (ms ?? Infinity);
    const alone = faults.every(
      (other) => other === fault || other.at > until || other.at + other.ms < fault.at - quietBeforeMs,
    );
    return { fault, ms, alone };
  });

/** From when to when an order was on its way, in milliseconds from the start of the load. */
export interface Life {
  readonly acceptedAt: number;
  readonly endedAt: number;
}

const meets = ({ at, ms }: Fault, { acceptedAt, endedAt }: Life): boolean => at <= endedAt && at + ms >= acceptedAt;

export interface InFlight {
  /** Of orders that a fault met on their way: from their acceptance to their end. */
  readonly took: readonly number[];
  /** From the end of the last fault that met them. */
  readonly afterFault: readonly number[];
}

export const inFlightAt = (faults: readonly Fault[], lives: readonly Life[]): InFlight => {
  const met = lives.flatMap((life) => {
    const those = faults.filter((fault) => meets(fault, life));
    return those.length === 0 ? [] : [{ life, over: Math.max(...those.map(({ at, ms }) => at + ms)) }];
  });
  return {
    took: met.map(({ life }) => life.endedAt - life.acceptedAt),
    afterFault: met.map(({ life, over }) => Math.max(0, life.endedAt - Math.max(life.acceptedAt, over))),
  };
};

/** The value that so much of the values lies at or below. */
export const quantile = (values: readonly number[], q: number): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(q * values.length) - 1)];
