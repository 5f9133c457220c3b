import type { SecretKind } from './used-secrets.ts';

type Secrets = readonly (readonly [value: string, kind: SecretKind])[];

/** Digits as people and forms write a card's, not as a part of an id, a fraction or a longer number. */
const cardLike = /(?<![\w.-])[2-6](?:[ -]?\d){12,18}(?![\w-])/g;

const passesLuhn = (digits: string): boolean => {
  const sum = Array.from(digits, Number)
    .toReversed()
    .reduce((total, digit, i) => {
      const doubled = digit * (i % 2 === 1 ? 2 : 1);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return sum % 10 === 0;
};

const shapes: readonly (readonly [what: string, shape: RegExp])[] = [
  ['an access token', /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/],
  ['a refresh or reset token', /(?<![\w~-])[\w~-]{8,130}\.[0-9a-f]{64}(?!\w)/],
  ['a payment token', /(?<!\w)tok_\w{4,}/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY/],
];

type Sees = (line: string) => boolean;

/** How one secret is looked for. */
const looking = ([value, kind]: Secrets[number]): Sees => {
  if (kind === 'card code') {
    // Three digits stand in every line: a code is one where it is called so.
    const code = new RegExp(`(cvc|cvv)\\W{1,8}${value}(?!\\d)`, 'i');
    return (line) => code.test(line);
  }
  const escaped = JSON.stringify(value).slice(1, -1);
  return (line) => line.includes(value) || (escaped !== value && line.includes(escaped));
};

const showsCard: Sees = (line) => [...line.matchAll(cardLike)].some(([text]) => passesLuhn(text.replaceAll(/\D/g, '')));

/** Says of a line of a log what it shows that it must not: the kinds, never the values. */
export const leakFinder = (secrets: Secrets): ((line: string) => readonly string[]) => {
  const known = secrets.map((secret) => [`a ${secret[1]}`, looking(secret)] as const);
  const shaped = shapes.map(([what, shape]) => [what, (line: string) => shape.test(line)] as const);
  const all = [...known, ...shaped, ['what may be a card number', showsCard] as const];
  return (line) => [...new Set(all.filter(([, sees]) => sees(line)).map(([what]) => what))];
};
