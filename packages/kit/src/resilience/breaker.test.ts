import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DomainError, errors } from '../errors/index.ts';
import { exposeMetrics } from '../telemetry/index.ts';
import { type BreakerOptions, ErrorRateBreaker } from './index.ts';

const down = () => Promise.reject(errors.unavailable('bank'));
const well = () => Promise.resolve('yes');
const declined = () => Promise.reject(new DomainError('payment.declined', 'No'));

const breaker = (options: Partial<BreakerOptions> = {}) =>
  new ErrorRateBreaker({ dependency: 'bank', minimumCalls: 4, windowMs: 10_000, ...options });

const times = async (count: number, call: () => Promise<unknown>): Promise<void> => {
  for (let i = 0; i < count; i += 1) await call().catch(() => undefined);
};

const opened = async () => {
  const guard = breaker();
  await times(4, () => guard.run(down));
  return guard;
};

/** A call that ends when told to. */
const held = () => Promise.withResolvers<string>();

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a closed breaker', () => {
  it('hands on answers and errors as they are', async () => {
    const guard = breaker();
    expect(await guard.run(well)).toBe('yes');
    await expect(guard.run(down)).rejects.toMatchObject({ code: 'dependency.unavailable', message: /bank/ });
  });

  it('stays closed below the minimum of calls, though all fail', async () => {
    const guard = breaker();
    await times(3, () => guard.run(down));
    expect(guard.state).toBe('closed');
  });

  it('stays closed at half, and opens above', async () => {
    const guard = breaker();
    await times(4, () => guard.run(well));
    await times(4, () => guard.run(down));
    expect(guard.state).toBe('closed');
    await times(1, () => guard.run(down));
    expect(guard.state).toBe('open');
  });

  it('forgets failures that are older than the window', async () => {
    const guard = breaker();
    await times(3, () => guard.run(down));
    vi.advanceTimersByTime(10_000);
    await times(3, () => guard.run(down));
    expect(guard.state).toBe('closed');
  });

  it.each([
    ['a decline', declined],
    ['somebody else at the same work', () => Promise.reject(errors.busy('payment'))],
    ['a caller without time', () => Promise.reject(errors.deadline())],
  ])('takes %s for no failure', async (_, call) => {
    const guard = breaker();
    await times(20, () => guard.run(call));
    expect(guard.state).toBe('closed');
  });

  it.each([
    ['no answer in time', () => Promise.reject(errors.timeout('bank'))],
    ['anything unexpected', () => Promise.reject(new Error('boom'))],
  ])('takes %s for one', async (_, call) => {
    const guard = breaker();
    await times(4, () => guard.run(call));
    expect(guard.state).toBe('open');
  });

  it('asks whoever knows better what a failure is', async () => {
    const guard = breaker({ isFailure: () => false });
    await times(9, () => guard.run(down));
    expect(guard.state).toBe('closed');
  });
});

describe('an open breaker', () => {
  it('refuses at once, without beginning the work, and says when to come again', async () => {
    const guard = await opened();
    const work = vi.fn<() => Promise<string>>(well);
    await expect(guard.run(work)).rejects.toMatchObject({ code: 'dependency.unavailable', retryAfter: 1 });
    expect(work).not.toHaveBeenCalled();
  });

  it('is half open after its time', async () => {
    const guard = await opened();
    vi.advanceTimersByTime(9_999);
    expect(guard.state).toBe('open');
    vi.advanceTimersByTime(1);
    expect(guard.state).toBe('half_open');
  });
});

describe('a half-open breaker', () => {
  const halfOpen = async () => {
    const guard = await opened();
    vi.advanceTimersByTime(10_000);
    return guard;
  };

  it('lets one call through at a time, and refuses the others', async () => {
    const guard = await halfOpen();
    const probe = held();
    const first = guard.run(() => probe.promise);
    const work = vi.fn<() => Promise<string>>(well);
    await times(5, () => guard.run(work));
    expect(work).not.toHaveBeenCalled();
    probe.resolve('yes');
    expect(await first).toBe('yes');
    expect(guard.state).toBe('closed');
  });

  it('opens again when that call fails', async () => {
    const guard = await halfOpen();
    await times(1, () => guard.run(down));
    expect(guard.state).toBe('open');
    vi.advanceTimersByTime(10_000);
    expect(guard.state).toBe('half_open');
  });

  it('closes when that call is declined: who says no is there', async () => {
    const guard = await halfOpen();
    await expect(guard.run(declined)).rejects.toMatchObject({ code: 'payment.declined' });
    expect(guard.state).toBe('closed');
  });

  it('closes with nothing left of what opened it, nor of what it refused meanwhile', async () => {
    const guard = await opened();
    vi.advanceTimersByTime(9_000);
    await times(500, () => guard.run(well));
    vi.advanceTimersByTime(1_000);
    await guard.run(well);
    await times(2, () => guard.run(down));
    expect(guard.state).toBe('closed');
    await times(1, () => guard.run(down));
    expect(guard.state).toBe('open');
  });
});

describe('its metrics', () => {
  it('show the state, and count what was refused', async () => {
    const guard = await opened();
    await times(3, () => guard.run(well));
    const { text } = await exposeMetrics();
    expect(text).toContain('breaker_state{dependency="bank",state="open"} 1');
    expect(text).toContain('breaker_state{dependency="bank",state="closed"} 0');
    vi.advanceTimersByTime(10_000);
    expect((await exposeMetrics()).text).toContain('breaker_state{dependency="bank",state="half_open"} 1');
    expect(text).toMatch(/breaker_rejections_total\{dependency="bank"\} \d+/);
  });
});
