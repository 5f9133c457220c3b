import { acceptedAt, keyRingText, parseKeyRing, signingAt } from '@mercato/kit/secrets';
import { describe, expect, it } from 'vitest';
import { purposes } from '../../../tools/rotate-key/next-ring.ts';
import { MemorySecretVersions } from './memory-secret-versions.ts';
import { rotate, type RotationStep } from './rotate.ts';

const now = Date.parse('2026-11-28T12:00:00Z');
const steps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;
const setUp = (name = 'guest-signing-key') => {
  const versions = new MemorySecretVersions(name, 'the first key', 'second');
  const take = (Step: RotationStep['Step'], ClientRequestToken = 'second') =>
    rotate(versions, { Step, SecretId: 'arn', ClientRequestToken }, now);
  return { versions, take };
};

const ringOf = (...keys: readonly string[]): string =>
  keyRingText(keys.map((key, n) => ({ key, from: now + n * 60_000 })));

describe('a rotation', () => {
  it.each(Object.keys(purposes))(
    'gives %s a key that signs in a quarter of an hour, and signs nobody out',
    async (name) => {
      const { versions, take } = setUp(name);
      for (const step of steps) await take(step);
      expect(versions.stages).toEqual({ first: ['AWSPREVIOUS'], second: ['AWSCURRENT'] });
      const ring = parseKeyRing(versions.texts.get('second') ?? '');
      expect(signingAt(ring, now).key).toBe('the first key');
      expect(signingAt(ring, now + 15 * 60_000).key).not.toBe('the first key');
      expect(acceptedAt(ring, now + 15 * 60_000, purposes[name]!.lifetimeMs)).toHaveLength(2);
    },
  );

  it('is one rotation however often its steps come', async () => {
    const { versions, take } = setUp();
    for (const step of steps) {
      await take(step);
      const text = versions.texts.get('second');
      await take(step);
      expect(versions.texts.get('second')).toBe(text);
    }
    for (const step of steps) await take(step);
    expect(parseKeyRing(versions.texts.get('second') ?? '')).toHaveLength(2);
  });

  it('does not touch a version that Secrets Manager did not ask for', async () => {
    const { take } = setUp();
    await expect(take('createSecret', 'third')).rejects.toThrow('third is not being rotated in');
  });

  it('is not for a secret that signs nothing', async () => {
    const { versions, take } = setUp('stripe-api-key');
    await expect(take('createSecret')).rejects.toThrow('stripe-api-key is no secret that signs');
    expect(versions.texts.has('second')).toBe(false);
  });

  it.each([
    ['without a key that is needed', 'another key', 'lacks a key'],
    ['with two new keys', ringOf('the first key', 'a', 'b'), 'one new key'],
  ])('ends before a ring %s becomes the current one', async (_, pending, problem) => {
    const { versions, take } = setUp();
    await versions.putPending('arn', 'second', pending);
    await expect(take('testSecret')).rejects.toThrow(problem);
    expect(versions.stages['first']).toEqual(['AWSCURRENT']);
  });

  it('can be tried when it is set up: before there is a new version, or with a copy of the old one', async () => {
    const { versions, take } = setUp();
    await take('testSecret');
    await take('testSecret', 'a version that is being tried');
    await versions.putPending('arn', 'second', 'the first key');
    await take('testSecret');
    expect(versions.stages['first']).toEqual(['AWSCURRENT']);
  });

  it.each([
    ['nothing', undefined, 'has no version AWSPENDING'],
    ['what there was', 'the first key', 'one new key'],
  ])('never makes %s the current version', async (_, text, problem) => {
    const { versions, take } = setUp();
    if (text !== undefined) await versions.putPending('arn', 'second', text);
    await expect(take('finishSecret')).rejects.toThrow(problem);
    expect(versions.stages['first']).toEqual(['AWSCURRENT']);
  });
});
