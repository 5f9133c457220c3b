import type { Values } from '../charts/scale.ts';
import type { Tone } from '../ui/Chip.tsx';

/** Of the last few values, since one alone jumps about. */
const recent = 6;

/** The mean of what was measured lately; null where nothing was. */
export const lately = (values: Values): number | null => {
  const known = values.slice(-recent).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
};

/** How an error budget fares: 1 uses it up exactly by the end of its period. */
export const burnTone = (burn: number | null): Tone => {
  if (burn === null) return 'calm';
  if (burn > 6) return 'bad';
  return burn > 1 ? 'warn' : 'good';
};

/** Below what share of checkouts that go well somebody should look. */
export const successTone = (share: number | null): Tone => {
  if (share === null) return 'calm';
  if (share < 0.95) return 'bad';
  return share < 0.995 ? 'warn' : 'good';
};
