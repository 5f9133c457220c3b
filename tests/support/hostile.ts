import type { RouteContract } from '@mercato/contracts/shared';

/** One hostile variation of a valid value, with a name for the test's report. */
export interface Mutant {
  readonly name: string;
  readonly value: unknown;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What nobody should send where anything else is wanted. */
const junk: readonly Mutant[] = [
  { name: 'null', value: null },
  { name: 'a boolean', value: true },
  { name: 'an array', value: [[]] },
  { name: 'an object', value: { $gt: '' } },
  { name: 'an empty text', value: '' },
  { name: 'a huge text', value: 'x'.repeat(20_000) },
  { name: 'control characters', value: 'a\u0000\u001b[31m\r\nBcc: x' },
  { name: 'unicode', value: '\u202e\ud83d\uded2\ud800' },
  { name: 'a huge number', value: 1e308 },
  { name: 'a negative number', value: -1 },
  { name: 'a fraction', value: 0.5 },
  { name: 'a number as text', value: '12abc' },
];

/** The value with one of its parts replaced, left out or added to, at every depth. */
export const mutants = (value: unknown, at = ''): readonly Mutant[] => {
  const here = junk.map((j) => ({ name: `${at || '/'} is ${j.name}`, value: j.value }));
  if (Array.isArray(value)) {
    const first: unknown = value[0];
    const inner = mutants(first, `${at}/0`).map((m) => ({ name: m.name, value: [m.value] }));
    const many = { name: `${at} has a thousand items`, value: Array.from({ length: 1_000 }, () => first) };
    return [...here, ...inner, many];
  }
  if (!isObject(value)) return here;
  return [...here, { name: `${at} has an unknown field`, value: { ...value, surprise: 1 } }, ...inside(value, at)];
};

const inside = (value: Json, at: string): Mutant[] =>
  Object.keys(value).flatMap((key) => {
    const { [key]: part, ...rest } = value;
    const inner = mutants(part, `${at}/${key}`).map((m) => ({ name: m.name, value: { ...rest, [key]: m.value } }));
    return [{ name: `${at}/${key} is missing`, value: rest }, ...inner];
  });

/** Only what the contract refuses: the rest is valid by chance. */
export const refusedBodies = (route: RouteContract, sample: unknown): readonly Mutant[] =>
  mutants(sample).filter((m) => !route.body?.safeParse(JSON.parse(JSON.stringify(m.value))).success);

/** Path parameters that no route takes. */
export const hostileIds: readonly string[] = [
  '..',
  '../../etc/passwd',
  'a b',
  'x'.repeat(300),
  '💥',
  "1' OR '1'='1",
  '%00',
  '{}',
  'a;b',
];

/** Query values that no route takes. */
export const hostileQueries: readonly Readonly<Record<string, string>>[] = [
  { limit: '0' },
  { limit: '1e9' },
  { limit: 'ten' },
  { cursor: '../..' },
  { cursor: 'x'.repeat(5_000) },
  { surprise: '1' },
];
