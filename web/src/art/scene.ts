import { type Glyph, glyphs, parcel, type Tone } from './glyphs.ts';

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

type Palette = Readonly<Record<Tone, string>>;

const palettes: readonly Palette[] = [
  { main: 'hsl(174 42% 42%)', dark: 'hsl(178 48% 25%)', light: 'hsl(168 42% 90%)', accent: 'hsl(22 82% 62%)' },
  { main: 'hsl(13 62% 57%)', dark: 'hsl(10 46% 33%)', light: 'hsl(26 70% 93%)', accent: 'hsl(190 45% 48%)' },
  { main: 'hsl(214 46% 48%)', dark: 'hsl(218 50% 27%)', light: 'hsl(210 55% 93%)', accent: 'hsl(41 88% 60%)' },
  { main: 'hsl(41 78% 56%)', dark: 'hsl(28 52% 33%)', light: 'hsl(47 85% 92%)', accent: 'hsl(200 48% 42%)' },
  { main: 'hsl(322 32% 50%)', dark: 'hsl(316 36% 29%)', light: 'hsl(330 50% 94%)', accent: 'hsl(162 40% 50%)' },
  { main: 'hsl(132 24% 48%)', dark: 'hsl(142 30% 27%)', light: 'hsl(110 32% 91%)', accent: 'hsl(5 66% 62%)' },
];

export interface Scene {
  readonly sky: string;
  readonly glow: string;
  readonly shade: string;
  /** The round light behind the thing. */
  readonly disc: { readonly x: number; readonly y: number; readonly r: number };
  readonly glyph: Glyph;
  readonly palette: Palette;
  /** Degrees. */
  readonly turn: number;
  readonly scale: number;
}

/** The picture of a product: its category gives the thing and the room, its id the colours and how it stands there. */
export const sceneOf = (id: string, category: string): Scene => {
  const hue = Math.floor(numbersFrom(category)() * 360);
  const next = numbersFrom(id);
  const palette = palettes[Math.floor(next() * palettes.length)] ?? palettes[0];
  if (!palette) throw new Error('There are no colours');
  return {
    sky: `hsl(${hue} 48% 94%)`,
    glow: `hsl(${hue} 52% 87%)`,
    shade: `hsl(${hue} 26% 76%)`,
    disc: { x: 34 + next() * 32, y: 36 + next() * 22, r: 30 + next() * 12 },
    glyph: glyphs.get(category) ?? parcel,
    palette,
    turn: Math.round(next() * 16 - 8),
    scale: 0.84 + next() * 0.14,
  };
};
