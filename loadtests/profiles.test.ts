import { describe, expect, it } from 'vitest';
import { sharesOf } from './mixes.ts';
import { isProfile, type Profile, profiles, scenariosOf, secondsOf } from './profiles.ts';

const halves = [
  { flow: 'browse', share: 0.75 },
  { flow: 'cancel', share: 0.25 },
];
const scenarios = (profile: Profile, scale = {}) => Object.entries(scenariosOf(profile, halves, scale));

describe('profiles', () => {
  it('are known by their names', () => {
    for (const name of ['smoke', 'average', 'stress', 'spike', 'soak', 'breakpoint', 'marketplace', 'chaos'])
      expect(isProfile(name)).toBe(true);
    expect(isProfile('toString')).toBe(false);
  });

  it.each(Object.entries<Profile>(profiles))('%s is an open model: arrivals, whatever the shop does', (_, profile) => {
    for (const scenario of Object.values(scenariosOf(profile, sharesOf(profile.mix, true)))) {
      expect(scenario.executor).toBe('ramping-arrival-rate');
      expect(scenario.maxVUs).toBeGreaterThanOrEqual(scenario.preAllocatedVUs);
      const targets = [scenario.startRate, ...scenario.stages.map(({ target }) => target)];
      expect(Math.max(...targets)).toBeGreaterThan(0);
      expect(targets.every((target) => Number.isInteger(target))).toBe(true);
    }
  });

  it('spike is ten times the traffic from one moment to the next', () => {
    const [, browse] = scenarios(profiles.spike)[0] ?? [];
    const targets = browse?.stages.map(({ target }) => target) ?? [];
    expect(Math.max(...targets)).toBe(10 * (browse?.startRate ?? 0));
    expect(profiles.spike.stages[1]?.[0]).toBeLessThanOrEqual(5);
  });

  it('only breakpoint ends when a promise is broken', () => {
    const ending = Object.entries<Profile>(profiles).filter(([, { untilBroken }]) => untilBroken);
    expect(ending.map(([name]) => name)).toEqual(['breakpoint']);
  });
});

describe('scenarios', () => {
  it('give each flow its share of the rate, however rare', () => {
    const rates = scenarios(profiles.smoke, { perSecond: 0.1 }).map(([flow, one]) => [
      flow,
      one.startRate,
      one.timeUnit,
    ]);
    expect(rates).toEqual([
      ['browse', 45, '600s'],
      ['cancel', 15, '600s'],
    ]);
  });

  it('are as long as they are asked to be', () => {
    const [, one] = scenarios(profiles.spike, { minutes: secondsOf(profiles.spike) / 30 })[0] ?? [];
    expect(one?.stages.map(({ duration }) => duration)).toEqual(['60s', '10s', '120s', '10s', '120s']);
  });
});
