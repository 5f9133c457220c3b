import { FakeClock, MemorySecrets } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { RotatingSecret } from './rotating-secret.ts';

const setUp = () => {
  const clock = new FakeClock();
  const secrets = new MemorySecrets({ key: 'one' });
  const failures: string[] = [];
  let parsed = 0;
  const secret = new RotatingSecret({
    secrets,
    name: 'key',
    clock,
    parse: (text) => {
      parsed += 1;
      if (text.startsWith('bad')) throw new Error(`${text} is bad`);
      return text.toUpperCase();
    },
    failed: (error) => failures.push(String(error)),
  });
  return { clock, secrets, secret, failures, parsed: () => parsed };
};

describe('a rotating secret', () => {
  it('is read once for all who wait, and kept for a minute', async () => {
    const { secret, secrets, clock } = setUp();
    expect(await Promise.all([secret.get(), secret.get(), secret.get()])).toEqual(['ONE', 'ONE', 'ONE']);
    clock.advance(59_999);
    await secret.get();
    expect(secrets.reads).toBe(1);
  });

  it('is noticed when it changes, without a restart and without keeping anybody waiting', async () => {
    const { secret, secrets, clock } = setUp();
    await secret.get();
    secrets.set('key', 'two');
    clock.advance(60_000);
    expect(await secret.get()).toBe('ONE');
    await expect.poll(() => secret.get()).toBe('TWO');
    expect(secrets.reads).toBe(2);
  });

  it('is waited for by who comes after a long silence', async () => {
    const { secret, secrets, clock } = setUp();
    await secret.get();
    secrets.set('key', 'two');
    clock.advance(120_000);
    expect(await secret.get()).toBe('TWO');
  });

  it('is understood once for each text', async () => {
    const { secret, clock, parsed } = setUp();
    for (let n = 0; n < 5; n += 1) {
      await secret.get();
      clock.advance(120_000);
    }
    expect(parsed()).toBe(1);
  });

  it('can be asked for at once, but not as often as a forger would like', async () => {
    const { secret, secrets, clock } = setUp();
    await secret.get();
    secrets.set('key', 'two');
    for (let n = 0; n < 20; n += 1) expect(await secret.renewed()).toBe('ONE');
    expect(secrets.reads).toBe(1);
    clock.advance(10_000);
    expect(await secret.renewed()).toBe('TWO');
    expect(secrets.reads).toBe(2);
  });

  it('serves on while its store is down, which is asked every ten seconds', async () => {
    const { secret, secrets, clock, failures } = setUp();
    await secret.get();
    secrets.down = true;
    clock.advance(120_000);
    for (let n = 0; n < 5; n += 1) expect(await secret.get()).toBe('ONE');
    expect([secrets.reads, failures.length]).toEqual([2, 1]);
    secrets.down = false;
    secrets.set('key', 'two');
    clock.advance(10_000);
    expect(await secret.get()).toBe('TWO');
  });

  it('serves on when its new value is no good, and never tells that value', async () => {
    const { secret, secrets, clock, failures } = setUp();
    await secret.get();
    secrets.set('key', 'bad hunter2');
    clock.advance(120_000);
    expect(await secret.get()).toBe('ONE');
    expect(failures).toHaveLength(1);
    expect(failures.join()).toContain('secret key');
    expect(failures.join()).not.toContain('hunter2');
  });

  it('that was never there is a failure, and asked for again', async () => {
    const { secret, secrets } = setUp();
    secrets.down = true;
    await expect(secret.get()).rejects.toMatchObject({ code: 'dependency.unavailable' });
    secrets.down = false;
    expect(await secret.get()).toBe('ONE');
  });
});
