import { acceptedAt, keyRingText, parseKeyRing, type RingKey } from '@mercato/kit/secrets';
import { generateKeyPairSync, randomBytes } from 'node:crypto';

interface Purpose {
  readonly makeKey: () => string;
  /** How long something signed may be valid. */
  readonly lifetimeMs: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;

export const purposes: Readonly<Record<string, Purpose>> = {
  'jwt-signing-key': {
    makeKey: () =>
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    lifetimeMs: 16 * minute,
  },
  'guest-signing-key': { makeKey: () => randomBytes(32).toString('base64url'), lifetimeMs: 30 * day },
};

/** Before it signs: every replica has read the secret again by then, and every cache of published keys has run out. */
const publishMs = 15 * minute;

export interface Rotation {
  readonly now: number;
  /** Nothing that was signed before is trusted any more: for a key that somebody else has. */
  readonly compromised?: boolean;
}

/** The secret's next text: the keys still needed, and a new one that signs once everybody knows it. */
export const nextRing = (text: string, { makeKey, lifetimeMs }: Purpose, { now, compromised }: Rotation): string => {
  if (compromised) return keyRingText([{ key: makeKey(), from: now }]);
  const ring = parseKeyRing(text.trim());
  if (ring.some(({ from }) => from > now)) throw new Error('A new key is already waiting for its time');
  const kept: readonly RingKey[] = acceptedAt(ring, now, lifetimeMs);
  return keyRingText([...kept, { key: makeKey(), from: now + publishMs }]);
};
