import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { rootDir, stateDir } from '../../tools/shared/paths.ts';

/** A picture as few coloured cells: enough to see that a page is broken, too few to see that a letter moved. */
export interface Cells {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each cell. */
  readonly colours: readonly number[];
}

const columns = 36;
const rows = 24;
/** Of 255: a cell that differs by less looks the same. */
const visible = 48;

const cellsOf = ({ colours }: Cells): readonly (readonly number[])[] =>
  Array.from({ length: colours.length / 3 }, (_, i) => colours.slice(i * 3, i * 3 + 3));

/** How many clearly different colours there are: a blank page has one. */
export const coloursIn = (cells: Cells): number =>
  new Set(cellsOf(cells).map((cell) => cell.map((part) => Math.round(part / 24)).join())).size;

/** The share of cells, from 0 to 1, that anybody would see to differ. */
export const differenceOf = (a: Cells, b: Cells): number => {
  const others = cellsOf(b);
  const all = cellsOf(a);
  const differing = all.filter((cell, i) => cell.some((part, j) => Math.abs(part - (others[i]?.[j] ?? 999)) > visible));
  return differing.length / all.length;
};

// Runs in a page of the browser, which reads and writes every format: no decoder of ours is needed.
const inBrowser = `async ({ url, columns, rows, smallWidth }) => {
  const picture = await createImageBitmap(await (await fetch(url)).blob());
  const drawn = (width, height) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, width, height);
    return { canvas, context };
  };
  const { width, height } = picture;
  const cells = drawn(columns, rows).context.getImageData(0, 0, columns, rows).data;
  const scale = Math.min(1, smallWidth / width);
  const small = drawn(Math.round(width * scale), Math.round(height * scale)).canvas.toDataURL('image/webp', 0.85);
  return { cells: { width, height, colours: [...cells].filter((_, i) => i % 4 < 3) }, small };
}`;

interface Looked {
  readonly cells: Cells;
  readonly small: string;
}

const look = async (browser: Browser, type: 'png' | 'webp', bytes: Buffer): Promise<Looked> => {
  const page = await browser.newPage();
  try {
    const given = { url: `data:image/${type};base64,${bytes.toString('base64')}`, columns, rows, smallWidth: 1_000 };
    return await page.evaluate<Looked>(`(${inBrowser})(${JSON.stringify(given)})`);
  } finally {
    await page.close();
  }
};

export interface Picture {
  readonly cells: Cells;
  readonly colours: number;
  /** From what the page looked like before, where that is kept. */
  readonly difference: number;
}

const taken = join(stateDir, 'screenshots');
const kept = join(rootDir, 'docs/pictures');

/**
 * Takes what a window shows into `.mercato/screenshots`, and compares it with the small copy in `docs/pictures`, which the
 * README shows too. `PICTURES=keep` makes that copy anew instead.
 */
export const takePicture = async (page: Page, name: string): Promise<Picture> => {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page has no browser');
  const bytes = await page.screenshot({ animations: 'disabled' });
  mkdirSync(taken, { recursive: true });
  writeFileSync(join(taken, `${name}.png`), bytes);
  const { cells, small } = await look(browser, 'png', bytes);
  const copy = join(kept, `${name}.webp`);
  if (process.env['PICTURES'] === 'keep') {
    mkdirSync(kept, { recursive: true });
    writeFileSync(copy, Buffer.from(small.slice(small.indexOf(',') + 1), 'base64'));
  }
  const before = existsSync(copy) ? await look(browser, 'webp', readFileSync(copy)) : undefined;
  return { cells, colours: coloursIn(cells), difference: before ? differenceOf(cells, before.cells) : 0 };
};
