import type { ReactNode } from 'react';

export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'calm';

/** A state in a word; its colour says no more than the word does. */
export const Chip = ({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) => (
  <span className={`chip-state ${tone}`}>{children}</span>
);
