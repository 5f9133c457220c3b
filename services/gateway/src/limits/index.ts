import type { Clock } from '@mercato/kit/time';
import { Pressure } from '../domain/pressure.ts';
import { Slots } from '../domain/slots.ts';
import type { Rate } from '../domain/token-bucket.ts';
import { countReport } from '../metrics.ts';
import type { TokenPool } from '../ports/index.ts';
import { SharedLimiter } from './shared-limiter.ts';
import { Traffic } from './traffic.ts';

export interface Limits {
  readonly rate: Rate;
  readonly replicas: number;
  readonly targetMs: number;
  readonly inFlight: { readonly least: number; readonly first: number; readonly most: number };
  readonly isAdaptive: boolean;
}

/** Between two reports of a caller's use to the other replicas. */
export const reportEveryMs = 500;
/** The least share of its limit that is left to a caller of a backend under pressure. */
const floor = 0.1;
/** Answers of one backend that may be held back on purpose at a time: waits for an outcome, and streams. */
const held = 1_000;
const backendsAtTheirMost = 2;

/** What a caller may have of each replica without anybody being told: little enough not to matter, enough for a page. */
const unsharedOf = ({ perSecond, burst }: Rate): Rate => ({
  perSecond: perSecond / 200,
  burst: Math.floor(burst / 20),
});

/** All limits of the gateway, over a pool of tokens that its replicas share. */
export const limitsOver = (
  pool: TokenPool,
  { rate, replicas, targetMs, inFlight, isAdaptive }: Limits,
  clock: Clock,
): { readonly limiter: SharedLimiter; readonly traffic: Traffic } => {
  const now = (): number => clock.now();
  const rules = { rate, unshared: unsharedOf(rate), periodMs: reportEveryMs };
  const limiter = new SharedLimiter({ pool, rules, replicas, now, reported: countReport });
  const pressure = new Pressure({ perSecond: rate.perSecond, floor });
  const slots = new Slots({ backend: inFlight, held, all: backendsAtTheirMost * inFlight.most });
  return { limiter, traffic: new Traffic({ limiter, pressure, slots, now, targetMs, isAdaptive }) };
};
