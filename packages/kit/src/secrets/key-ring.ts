import { z } from 'zod';

/** Something that begins to be used for signing at a time (epoch milliseconds), and ends when the next one begins. */
export interface Timed {
  readonly from: number;
}

export interface RingKey extends Timed {
  readonly key: string;
}

/** The keys of one purpose, the earliest first; never empty. */
export type KeyRing<K extends Timed = RingKey> = readonly [K, ...K[]];

const ringText = z.strictObject({
  keys: z
    .array(z.strictObject({ key: z.string().min(1), from: z.iso.datetime() }))
    .min(1)
    .max(20),
});

/** `{"keys":[{"key":"…","from":"2026-01-01T00:00:00Z"}]}`; any other text is a single key, in use since ever. */
export const parseKeyRing = (text: string): KeyRing => {
  if (!text.trimStart().startsWith('{')) return [{ key: text, from: 0 }];
  const { keys } = ringText.parse(JSON.parse(text));
  const ring = keys.map(({ key, from }) => ({ key, from: Date.parse(from) })).toSorted((a, b) => a.from - b.from);
  return ring as unknown as KeyRing;
};

export const keyRingText = (ring: readonly RingKey[]): string =>
  JSON.stringify({ keys: ring.map(({ key, from }) => ({ key, from: new Date(from).toISOString() })) });

/** What signs now: every process that knows the ring and the time agrees. */
export const signingAt = <K extends Timed>(ring: KeyRing<K>, now: number): K =>
  ring.findLast(({ from }) => from <= now) ?? ring[0];

/** What is accepted now: what signs, what will, and what did as long as something signed by it may still be valid. */
export const acceptedAt = <K extends Timed>(ring: KeyRing<K>, now: number, lifetimeMs: number): readonly K[] =>
  ring.filter((_, i) => {
    const next = ring[i + 1];
    return next === undefined || next.from + lifetimeMs > now;
  });
