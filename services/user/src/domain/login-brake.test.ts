import { describe, expect, it } from 'vitest';
import { type Attempt, LoginBrake } from './login-brake.ts';

const owner: Attempt = { email: 'ada', client: 'home', familiar: true };
const stranger = (n = 0): Attempt => ({ email: 'ada', client: `bot-${n}`, familiar: false });

const somebody: Attempt = { email: 'ada', client: null, familiar: false };

/** The wait that is asked for; 0 where somebody may try. */
const guess = (brake: LoginBrake, now: number, attempt: Attempt = somebody): number => {
  try {
    brake.attempt(attempt, now);
    return 0;
  } catch (error) {
    return (error as { retryAfter: number }).retryAfter;
  }
};

describe('LoginBrake', () => {
  it('lets ten through, then waits twice as long each time, up to a minute', () => {
    const brake = new LoginBrake();
    expect(Array.from({ length: 10 }, () => guess(brake, 0))).toEqual(Array(10).fill(0));
    const waits: number[] = [];
    for (let now = 0, n = 0; n < 8; n += 1) {
      const wait = guess(brake, now);
      waits.push(wait);
      now += wait * 1000;
      expect(guess(brake, now)).toBe(0);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it('forgets after a success, and after a quarter of an hour', () => {
    const brake = new LoginBrake();
    const attempt = { email: 'ada', client: null, familiar: false };
    for (let n = 0; n < 10; n += 1) guess(brake, 0, attempt);
    brake.succeeded(attempt);
    expect(guess(brake, 0, attempt)).toBe(0);
    for (let n = 0; n < 12; n += 1) guess(brake, 0, attempt);
    for (let n = 0; n < 10; n += 1) expect(guess(brake, 15 * 60_000, attempt)).toBe(0);
  });

  it('counts strangers together, wherever they are: many addresses guess no faster than one', () => {
    const brake = new LoginBrake();
    const admitted = Array.from({ length: 100 }, (_, n) => guess(brake, 0, stranger(n))).filter((wait) => wait === 0);
    expect(admitted).toHaveLength(10);
  });

  it('keeps nobody out of the own account, where it was signed in to before, however long strangers guess', () => {
    const brake = new LoginBrake();
    for (let minute = 0; minute < 60; minute += 1) {
      for (let second = 0; second < 60; second += 1) guess(brake, minute * 60_000 + second * 1_000, stranger(second));
      expect(guess(brake, minute * 60_000 + 59_999, owner)).toBe(0);
      brake.succeeded(owner);
    }
  });

  it('slows guessing at a familiar place too', () => {
    const brake = new LoginBrake();
    const admitted = Array.from({ length: 30 }, () => guess(brake, 0, owner)).filter((wait) => wait === 0);
    expect(admitted).toHaveLength(10);
  });

  it('slows one client that tries many accounts, and does not forget it for a success at its own', () => {
    const brake = new LoginBrake();
    const at = (n: number): Attempt => ({ email: `a${n}`, client: 'bot', familiar: false });
    const tries = Array.from({ length: 200 }, (_, n) => {
      const wait = guess(brake, 0, at(n));
      if (n % 10 === 0 && wait === 0) brake.succeeded(at(n));
      return wait;
    });
    expect(tries.filter((wait) => wait === 0).length).toBeLessThan(120);
    expect(() => brake.admit('bot', 0)).toThrow();
    expect(() => brake.admit('another', 0)).not.toThrow();
  });

  it('remembers a bounded number of addresses', () => {
    const brake = new LoginBrake();
    for (let n = 0; n < 10_050; n += 1) brake.attempt({ email: `a${n}`, client: `c${n}`, familiar: false }, 0);
    expect(brake.size).toBe(20_000);
  });
});
