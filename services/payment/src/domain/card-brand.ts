/** What tells a brand: how its numbers begin, how long they may be, how many digits its security code has. */
interface BrandRule {
  readonly brand: CardBrand;
  /** Inclusive ranges of the leading digits; both ends have the same length. */
  readonly prefixes: readonly (readonly [from: string, to: string])[];
  readonly lengths: readonly number[];
  readonly cvc: 3 | 4;
}

export type CardBrand = 'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay' | 'maestro' | 'mir';

const upTo = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const exactly = (prefix: string) => [prefix, prefix] as const;

// No two ranges overlap, so the order does not matter; a test holds that.
export const brandRules: readonly BrandRule[] = [
  { brand: 'visa', prefixes: [exactly('4')], lengths: [13, 16, 19], cvc: 3 },
  {
    brand: 'mastercard',
    prefixes: [
      ['51', '55'],
      ['2221', '2720'],
    ],
    lengths: [16],
    cvc: 3,
  },
  { brand: 'amex', prefixes: [exactly('34'), exactly('37')], lengths: [15], cvc: 4 },
  {
    brand: 'discover',
    prefixes: [exactly('6011'), ['644', '649'], exactly('65')],
    lengths: upTo(16, 19),
    cvc: 3,
  },
  {
    brand: 'diners',
    prefixes: [['300', '305'], exactly('3095'), exactly('36'), ['38', '39']],
    lengths: upTo(14, 19),
    cvc: 3,
  },
  { brand: 'jcb', prefixes: [['3528', '3589']], lengths: upTo(16, 19), cvc: 3 },
  // Of the eighties, and still about.
  { brand: 'jcb', prefixes: [exactly('2131'), exactly('1800')], lengths: [15], cvc: 3 },
  { brand: 'unionpay', prefixes: [exactly('62'), exactly('81')], lengths: upTo(16, 19), cvc: 3 },
  {
    brand: 'maestro',
    prefixes: [
      // 5041, 5066 and 5067 are partly, 509 wholly Elo's, a brand that we do not take.
      ['5000', '5040'],
      ['5042', '5065'],
      ['5068', '5089'],
      ['56', '59'],
      exactly('63'),
      exactly('67'),
    ],
    lengths: upTo(12, 19),
    cvc: 3,
  },
  { brand: 'mir', prefixes: [['2200', '2204']], lengths: upTo(16, 19), cvc: 3 },
];

const startsIn = (number: string, [from, to]: readonly [string, string]): boolean => {
  const start = number.slice(0, from.length);
  return start >= from && start <= to;
};

/** The rule of the brand whose range the number begins in, whatever its length. */
export const brandRuleOf = (number: string): BrandRule | undefined =>
  brandRules.find((rule) => rule.prefixes.some((range) => startsIn(number, range)));
