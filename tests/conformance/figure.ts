import { readText, readYaml } from './files.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const child = (value: unknown, key: string): unknown => {
  // Apps of the run file are a list, each with its name.
  if (Array.isArray(value)) return value.find((item) => isRecord(item) && item['appID'] === key) as unknown;
  return isRecord(value) ? value[key] : undefined;
};

/** The only default or constant of this name that a source file has. */
const constant = (path: string, name: string): string => {
  const forms = [
    String.raw`\bconst ${name} = ([^;,\n]+);`,
    String.raw`\b${name}(?: =|:) ([\d_.]+)\b`,
    String.raw`\b${name}: [^\n]*\.default\(([\d_]+)\)`,
    String.raw`\bconst ${name} = ('[^']+');`,
  ];
  const text = readText(path);
  const found = forms.flatMap((form) => [...text.matchAll(new RegExp(form, 'g'))].map(([, value = '']) => value));
  const [only, ...others] = new Set(found);
  if (only === undefined || others.length > 0) throw new Error(`${path} has ${found.length} figures named ${name}`);
  return only.replaceAll("'", '');
};

/** A figure as it stands in a file: a value of a YAML document by its path, or a constant of a source file by its name. */
export const figureIn = (path: string, name: string): string => {
  if (!path.endsWith('.yaml')) return constant(path, name);
  const value = name.split('.').reduce(child, readYaml(path));
  if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`${path} has no ${name}`);
  return String(value);
};

/** Milliseconds of `3s`, `800ms` or `3_000`. */
export const msOf = (figure: string): number => {
  const [, amount = '', unit = 'ms'] = /^([\d_]+)(ms|s)?$/.exec(figure) ?? [];
  if (amount === '') throw new Error(`${figure} is no time`);
  return Number(amount.replaceAll('_', '')) * (unit === 's' ? 1_000 : 1);
};
