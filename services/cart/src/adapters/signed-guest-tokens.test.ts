import { keyRingText } from '@mercato/kit/secrets';
import { FakeClock, MemorySecrets } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { SignedGuestTokens } from './signed-guest-tokens.ts';

const minute = 60_000;
const day = 24 * 3_600_000;
const invalid = { code: 'cart.guest_invalid' };

/** Two replicas over one secret; the ring goes over from `old` to `new` ten minutes from now. */
const setUp = () => {
  const clock = new FakeClock();
  const secrets = new MemorySecrets({ 'guest-signing-key': 'old' });
  const [one, two] = [new SignedGuestTokens({ secrets, clock }), new SignedGuestTokens({ secrets, clock })];
  const begun = clock.now();
  const token = () => ({ guestId: 'g', issuedAt: Math.floor(clock.now() / 1000) });
  const rotate = (): void => {
    const ring = [
      { key: 'old', from: 0 },
      { key: 'new', from: begun + 10 * minute },
    ];
    secrets.set('guest-signing-key', keyRingText(ring));
  };
  return { clock, secrets, one, two, token, rotate };
};

describe('guest tokens', () => {
  it('outlive a rotation of their key, and new ones are signed by the new key', async () => {
    const { one, clock, token, rotate, secrets } = setUp();
    const before = await one.sign(token());
    rotate();
    clock.advance(11 * minute);
    const after = await one.sign(token());
    expect(await one.read(before)).toMatchObject({ guestId: 'g' });
    secrets.set('guest-signing-key', 'new');
    clock.advance(2 * minute);
    expect(await one.read(after)).toMatchObject({ guestId: 'g' });
    await expect(one.read(before)).rejects.toMatchObject(invalid);
  });

  it('of the old key end with their own time at the latest', async () => {
    const { one, clock, token, rotate } = setUp();
    rotate();
    clock.advance(9 * minute);
    const last = await one.sign(token());
    clock.advance(30 * day - minute);
    expect(await one.read(last)).toMatchObject({ guestId: 'g' });
    // Whoever found the old key and dates a token of it later gains nothing.
    clock.advance(3 * minute);
    const forged = await new SignedGuestTokens({
      secrets: new MemorySecrets({ 'guest-signing-key': 'old' }),
      clock,
    }).sign(token());
    await expect(one.read(forged)).rejects.toMatchObject(invalid);
  });

  it('of a key that only another replica has read are looked up', async () => {
    const { one, two, clock, token, secrets } = setUp();
    await one.sign(token());
    secrets.set('guest-signing-key', 'other');
    clock.advance(20_000);
    const fresh = await two.sign(token());
    expect(await one.read(fresh)).toMatchObject({ guestId: 'g' });
    const reads = secrets.reads;
    for (let n = 0; n < 20; n += 1) await expect(one.read(`${fresh.slice(0, -3)}AAA`)).rejects.toMatchObject(invalid);
    expect(secrets.reads).toBe(reads);
  });
});
