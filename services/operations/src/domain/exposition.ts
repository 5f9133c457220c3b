export type Labels = Readonly<Record<string, string>>;

/** One line of Prometheus' text format. */
export interface Sample {
  /** Name and labels as they were written: the same for the same series, scrape after scrape. */
  readonly key: string;
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
}

const label = /(\w+)="((?:[^"\\]|\\.)*)"/g;
const escapes: Readonly<Record<string, string>> = { n: '\n' };

const labelsIn = (text: string): Labels =>
  Object.fromEntries(
    Array.from(text.matchAll(label), ([, name = '', value = '']) => [
      name,
      value.replaceAll(/\\(.)/g, (_, after: string) => escapes[after] ?? after),
    ]),
  );

const sampleIn = (line: string, name: string): Sample | undefined => {
  const end = line.charAt(name.length) === '{' ? line.lastIndexOf('}') + 1 : name.length;
  const [text = ''] = line.slice(end).trim().split(' ');
  const value = Number(text);
  // NaN is what a gauge says that knows nothing.
  if (end < name.length || text === '' || Number.isNaN(value)) return undefined;
  return { key: line.slice(0, end), name, labels: labelsIn(line.slice(name.length, end)), value };
};

const nameEnd = /[{ ]/;

/** The samples of the wanted names; all other lines cost next to nothing. */
export const samplesIn = (text: string, wanted: ReadonlySet<string>): readonly Sample[] => {
  const samples: Sample[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) continue;
    const name = line.slice(0, Math.max(0, line.search(nameEnd)));
    const sample = wanted.has(name) ? sampleIn(line, name) : undefined;
    if (sample) samples.push(sample);
  }
  return samples;
};
