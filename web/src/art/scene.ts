/** A stream of numbers in [0, 1) that only depends on the text (mulberry32 over an FNV-1a hash). */
const numbersFrom = (text: string): (() => number) => {
  let state = 2_166_136_261;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export interface Shape {
  readonly kind: 'circle' | 'blob' | 'bar' | 'arc';
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly turn: number;
  readonly colour: string;
}

export interface Scene {
  readonly sky: string;
  readonly ground: string;
  readonly shapes: readonly Shape[];
}

const kinds = ['circle', 'blob', 'bar', 'arc'] as const;

/** The picture of a product: its category gives the colours, its id the arrangement. Coordinates are of a 100 × 100 square. */
export const sceneOf = (id: string, category: string): Scene => {
  const hue = Math.floor(numbersFrom(category)() * 360);
  const next = numbersFrom(id);
  const tone = (shift: number, light: number): string => `hsl(${(hue + shift) % 360} 52% ${light}%)`;
  const shapes = Array.from({ length: 5 }, (_, i): Shape => {
    const kind = kinds[Math.floor(next() * kinds.length)] ?? 'circle';
    const [x, y, size, turn] = [22 + next() * 56, 26 + next() * 46, 30 - i * 4 + next() * 8, Math.floor(next() * 180)];
    return { kind, x, y, size, turn, colour: tone([0, 28, 186, 330, 48][i] ?? 0, 46 + ((i * 9) % 30)) };
  });
  return { sky: tone(10, 93), ground: tone(16, 85), shapes };
};
