import { styleText } from 'node:util';

export type Colour = 'green' | 'yellow' | 'red' | 'dim' | 'bold';
export type Paint = (colour: Colour, text: string) => string;

export const plain: Paint = (_, text) => text;
export const coloured: Paint = (colour, text) => styleText(colour, text, { validateStream: false });

const moods: Readonly<Record<string, Colour>> = {
  ...Object.fromEntries(
    ['done', 'delivered', 'captured', 'committed', 'authorized', 'sent', 'shipped', 'processing'].map((word) => [
      word,
      'green',
    ]),
  ),
  ...Object.fromEntries(
    ['cancelled', 'refused', 'declined', 'failed', 'undone', 'voided', 'released'].map((word) => [word, 'red']),
  ),
};

/** A word for a state in the colour of its mood; one that is still open is yellow. */
export const mood = (paint: Paint, word: string, width = 0): string =>
  paint(moods[word] ?? 'yellow', word.padEnd(width));
