import { describe, expect, it } from 'vitest';
import { LoginBrake } from './login-brake.ts';

const guess = (brake: LoginBrake, now: number): number => {
  try {
    brake.attempt('ada', now);
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
    for (let n = 0; n < 10; n += 1) guess(brake, 0);
    brake.succeeded('ada');
    expect(guess(brake, 0)).toBe(0);
    for (let n = 0; n < 12; n += 1) guess(brake, 0);
    for (let n = 0; n < 10; n += 1) expect(guess(brake, 15 * 60_000)).toBe(0);
  });

  it('remembers a bounded number of addresses', () => {
    const brake = new LoginBrake();
    for (let n = 0; n < 10_050; n += 1) brake.attempt(`a${n}`, 0);
    expect(brake.size).toBe(10_000);
  });
});
