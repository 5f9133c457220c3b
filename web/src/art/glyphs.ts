/** Which colour of its palette a part has. */
export type Tone = 'main' | 'dark' | 'light' | 'accent';
/** A thing as its parts, from behind to the front; each an outline in a square of 100 × 100. */
export type Glyph = readonly (readonly [tone: Tone, outline: string])[];

const pot: Glyph = [
  ['light', 'M30 37a20 13 0 0 1 40 0z'],
  ['accent', 'M50 17a4.5 4.5 0 1 0 .01 0z'],
  ['main', 'M26 43h48v19a15 15 0 0 1-15 15H41a15 15 0 0 1-15-15z'],
  ['dark', 'M21 37h58a3 3 0 0 1 0 7H21a3 3 0 0 1 0-7z'],
  ['light', 'M32 50h5v17a7 7 0 0 1-5-7z'],
];

const books: Glyph = [
  ['main', 'M24 63h52a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H24z'],
  ['light', 'M24 67h50v7H24z'],
  ['accent', 'M28 47h46v14H28a7 7 0 0 1 0-14z'],
  ['light', 'M30 51h44v6H30z'],
  ['dark', 'M22 31h48a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H22z'],
  ['main', 'M30 31h6v14h-6z'],
];

const headphones: Glyph = [
  ['dark', 'M23 58v-6a27 27 0 0 1 54 0v6h-7v-6a20 20 0 0 0-40 0v6z'],
  ['main', 'M22 54h10a4 4 0 0 1 4 4v15a4 4 0 0 1-4 4h-4a8 8 0 0 1-8-8V56a2 2 0 0 1 2-2z'],
  ['main', 'M78 54H68a4 4 0 0 0-4 4v15a4 4 0 0 0 4 4h4a8 8 0 0 0 8-8V56a2 2 0 0 0-2-2z'],
  ['accent', 'M31 54h5v23h-5zM64 54h5v23h-5z'],
];

const tent: Glyph = [
  ['accent', 'M50 25V13l12 5-12 5z'],
  ['main', 'M50 24l33 52H17z'],
  ['light', 'M50 24L17 76h11z'],
  ['dark', 'M50 42l15 34H35z'],
];

const plant: Glyph = [
  ['dark', 'M48 42h4v20h-4z'],
  ['accent', 'M50 55C31 55 25 40 25 27c17 0 25 10 25 28z'],
  ['accent', 'M50 50c19 0 25-16 25-31-17 0-25 12-25 31z'],
  ['main', 'M31 60h38l-4 16a3 3 0 0 1-3 2H38a3 3 0 0 1-3-2z'],
  ['light', 'M29 55h42a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H29a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2z'],
];

const blocks: Glyph = [
  ['main', 'M22 51h26a2 2 0 0 1 2 2v25H22a2 2 0 0 1-2-2V53a2 2 0 0 1 2-2z'],
  ['accent', 'M52 51h26a2 2 0 0 1 2 2v23a2 2 0 0 1-2 2H52z'],
  ['dark', 'M38 22h24a2 2 0 0 1 2 2v25H36V24a2 2 0 0 1 2-2z'],
  ['light', 'M35 57.5a7 7 0 1 0 .01 0zM66 57l8 14H58zM44 30h12v12H44z'],
];

const ball: Glyph = [
  ['main', 'M50 21a29 29 0 1 0 .01 0z'],
  ['dark', 'M48.5 21h3v58h-3zM21 48.5h58v3H21z'],
  ['dark', 'M32 28a29 29 0 0 1 0 44l-2-3a25 25 0 0 0 0-38zM68 28a29 29 0 0 0 0 44l2-3a25 25 0 0 1 0-38z'],
  ['light', 'M34 33a22 22 0 0 1 10-7l1 3a19 19 0 0 0-9 6z'],
];

const shirt: Glyph = [
  ['main', 'M38 23L17 35l7 16 10-4v31h32V47l10 4 7-16-21-12c-2 7-6 10-12 10s-10-3-12-10z'],
  ['dark', 'M38 23c2 7 6 10 12 10s10-3 12-10l-4-1c-2 4-4 6-8 6s-6-2-8-6z'],
  ['accent', 'M34 55h32v7H34z'],
  ['light', 'M34 66h32v3H34z'],
];

const bottle: Glyph = [
  ['dark', 'M43 31h14v12H43z'],
  ['accent', 'M41 18h18a2 2 0 0 1 2 2v12H39V20a2 2 0 0 1 2-2z'],
  ['main', 'M36 41h28a7 7 0 0 1 7 7v24a7 7 0 0 1-7 7H36a7 7 0 0 1-7-7V48a7 7 0 0 1 7-7z'],
  ['light', 'M36 51h28v18H36z'],
  ['accent', 'M42 57h16v2H42zM45 62h10v2H45z'],
];

const armchair: Glyph = [
  ['accent', 'M26 72h5v9h-5zM69 72h5v9h-5z'],
  ['main', 'M33 26h34a9 9 0 0 1 9 9v23H24V35a9 9 0 0 1 9-9z'],
  ['light', 'M29 53h42v9H29z'],
  ['dark', 'M17 49a6.5 6.5 0 0 1 13 0v12h40V49a6.5 6.5 0 0 1 13 0v20a4 4 0 0 1-4 4H21a4 4 0 0 1-4-4z'],
];

const jar: Glyph = [
  ['light', 'M34 35h32a7 7 0 0 1 7 7v30a7 7 0 0 1-7 7H34a7 7 0 0 1-7-7V42a7 7 0 0 1 7-7z'],
  ['main', 'M27 48h46v24a7 7 0 0 1-7 7H34a7 7 0 0 1-7-7z'],
  ['dark', 'M32 22h36a3 3 0 0 1 3 3v9H29v-9a3 3 0 0 1 3-3z'],
  ['light', 'M36 54h28v17H36z'],
  ['accent', 'M50 57a5.5 5.5 0 1 0 .01 0z'],
];

const lamp: Glyph = [
  ['dark', 'M29 73h30a3 3 0 0 1 3 3v3H26v-3a3 3 0 0 1 3-3z'],
  ['dark', 'M41 74L31 48l23-21 3 4-20 19 9 24z'],
  ['light', 'M60 50a8 8 0 0 0 14-8z'],
  ['main', 'M54 17l24 21-22 12-15-17z'],
  ['accent', 'M34 44a5 5 0 1 0 .01 0z'],
];

/** Of whatever has no picture of its own. */
export const parcel: Glyph = [
  ['main', 'M22 38h56v38a2 2 0 0 1-2 2H24a2 2 0 0 1-2-2z'],
  ['dark', 'M22 38l9-14h38l9 14z'],
  ['accent', 'M45 24h10v30H45z'],
  ['light', 'M30 66h14v3H30z'],
];

export const glyphs: ReadonlyMap<string, Glyph> = new Map([
  ['kitchen', pot],
  ['books', books],
  ['electronics', headphones],
  ['outdoor', tent],
  ['garden', plant],
  ['toys', blocks],
  ['sports', ball],
  ['clothing', shirt],
  ['beauty', bottle],
  ['furniture', armchair],
  ['groceries', jar],
  ['home-office', lamp],
]);
