import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from '../../tools/shared/paths.ts';

/** What must come of one fault at one step. */
export interface Expected {
  readonly status: string;
  /** The calls that give something back, by their words of the page. */
  readonly givenBack: readonly string[];
}

export interface Cell {
  readonly flow: string;
  readonly step: string;
  readonly fault: string;
  /** Undefined where there is no such thing. */
  readonly expected: Expected | undefined;
}

const expectedIn = (text: string): Expected | undefined => {
  if (text === '—') return undefined;
  const [status = '', calls = ''] = text.split(': ');
  return { status, givenBack: calls === '' ? [] : calls.split(', ') };
};

const columnsOf = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((column) => column.trim());

const cellsOf = (section: string): readonly Cell[] => {
  const [title = '', ...lines] = section.split('\n');
  const [head, , ...rows] = lines.filter((line) => line.startsWith('|')).map(columnsOf);
  const steps = (head ?? []).slice(1).map((step) => step.replaceAll('`', ''));
  return rows.flatMap(([fault = '', ...cells]) =>
    cells.map((text, i) => ({ flow: title.trim(), step: steps[i] ?? '', fault, expected: expectedIn(text) })),
  );
};

/** The cells of docs/failure-matrix.md. */
export const readMatrix = (): readonly Cell[] =>
  readFileSync(join(rootDir, 'docs/failure-matrix.md'), 'utf8').split('\n## ').slice(1).flatMap(cellsOf);
