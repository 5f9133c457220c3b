import { type Mix, mixes, type Share } from './mixes.ts';

/** So long until the rate is so many times the profile's own. */
type Stage = readonly [seconds: number, times: number];

/**
 * What must hold. `promises`: what `telemetry/slo.yaml` promises. `sense`: every answer is one of the contract or a
 * refusal that says when to come back. `books`: only that nothing is lost, since things are being broken.
 */
export type Demand = 'promises' | 'sense' | 'books';

export interface Profile {
  readonly mix: Mix;
  /** Visits a second at 1 times. */
  readonly perSecond: number;
  /** Times the rate at the start. */
  readonly from: number;
  readonly stages: readonly Stage[];
  readonly demand: Demand;
  /** End as soon as the demand is not met. */
  readonly untilBroken?: boolean;
}

const steady = (seconds: number): Pick<Profile, 'from' | 'stages'> => ({ from: 1, stages: [[seconds, 1]] });

/** All of them open: visitors come at their rate, however long the shop takes. */
export const profiles = {
  /** Does it work at all? Too short, and too soon after a start, to say anything of latency. */
  smoke: { mix: mixes.shop, perSecond: 5, ...steady(20), demand: 'sense' },
  average: { mix: mixes.shop, perSecond: 20, ...steady(300), demand: 'promises' },
  stress: {
    mix: mixes.shop,
    perSecond: 20,
    from: 1,
    stages: [
      [60, 1],
      [60, 3],
      [120, 3],
      [60, 6],
      [120, 6],
      [60, 1],
    ],
    demand: 'sense',
  },
  /** A sale opens: ten times the traffic from one moment to the next, and away again. */
  spike: {
    mix: mixes.shop,
    perSecond: 20,
    from: 1,
    stages: [
      [30, 1],
      [5, 10],
      [60, 10],
      [5, 1],
      [60, 1],
    ],
    demand: 'sense',
  },
  soak: { mix: mixes.shop, perSecond: 10, ...steady(3600), demand: 'promises' },
  /** More and more, until a promise is broken: the rate then is what the shop can do. */
  breakpoint: { mix: mixes.shop, perSecond: 400, from: 0, stages: [[600, 1]], demand: 'promises', untilBroken: true },
  marketplace: { mix: mixes.marketplace, perSecond: 10, ...steady(180), demand: 'sense' },
  /** While processes are killed and lines are cut. */
  chaos: { mix: mixes.shop, perSecond: 6, ...steady(120), demand: 'books' },
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;

export const isProfile = (name: string): name is ProfileName => Object.keys(profiles).includes(name);

export interface Scenario {
  readonly executor: 'ramping-arrival-rate';
  readonly exec: string;
  readonly startRate: number;
  readonly timeUnit: string;
  readonly stages: readonly { readonly duration: string; readonly target: number }[];
  readonly preAllocatedVUs: number;
  readonly maxVUs: number;
  readonly gracefulStop: string;
  readonly tags: Readonly<Record<string, string>>;
}

// Rates are whole numbers, and a rare flow comes less than once a second.
const unitSeconds = 600;
// A visit takes as long as its slowest answers, of which there are few.
const [usualSeconds, longestSeconds] = [1, 5];

export interface Scale {
  readonly perSecond?: number | undefined;
  readonly minutes?: number | undefined;
}

export const secondsOf = ({ stages }: Profile): number => stages.reduce((sum, [seconds]) => sum + seconds, 0);

/** One scenario for each flow, each with its share of the rate. */
export const scenariosOf = (
  profile: Profile,
  shares: readonly Share[],
  { perSecond = profile.perSecond, minutes }: Scale = {},
): Readonly<Record<string, Scenario>> => {
  const stretch = minutes === undefined ? 1 : (minutes * 60) / secondsOf(profile);
  const peak = Math.max(profile.from, ...profile.stages.map(([, times]) => times));
  const scenario = ({ flow, share }: Share): Scenario => {
    const rate = (times: number): number => Math.round(perSecond * share * times * unitSeconds);
    const visits = (seconds: number): number => 1 + Math.ceil(perSecond * share * peak * seconds);
    return {
      executor: 'ramping-arrival-rate',
      exec: flow,
      startRate: rate(profile.from),
      timeUnit: `${unitSeconds}s`,
      stages: profile.stages.map(([seconds, times]) => ({
        duration: `${Math.max(1, Math.round(seconds * stretch))}s`,
        target: rate(times),
      })),
      preAllocatedVUs: visits(usualSeconds),
      maxVUs: visits(longestSeconds),
      gracefulStop: '30s',
      tags: { flow },
    };
  };
  return Object.fromEntries(shares.map((share) => [share.flow, scenario(share)]));
};
