import { parseArgs } from 'node:util';

interface Option {
  readonly default: number;
  readonly least: number;
}

/** Blocks are at least two where an interval is told of them. */
export const atLeast = (least: number, standard: number): Option => ({ default: standard, least });

/** The numbers that a benchmark is given, `--blocks 5`; throws how it is used where one is none or too small. */
export const numbersOf = <K extends string>(
  bench: string,
  args: readonly string[],
  options: Readonly<Record<K, Option>>,
): Readonly<Record<K, number>> => {
  const known = Object.entries<Option>(options);
  const texts = known.map(([name, option]) => [name, { type: 'string', default: String(option.default) }] as const);
  const { values } = parseArgs({ args: [...args], options: Object.fromEntries(texts) });
  const given = known.map(([name, { least }]) => [name, Number(values[name]), least] as const);
  if (!given.every(([, value, least]) => Number.isInteger(value) && value >= least)) {
    const usage = known.map(([name, option]) => `[--${name} ${option.default}]`).join(' ');
    throw new Error(`Usage: npm run bench -- ${bench} ${usage}`);
  }
  return Object.fromEntries(given.map(([name, value]) => [name, value])) as Record<K, number>;
};
