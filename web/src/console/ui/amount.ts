/** Currencies whose smallest unit is the whole. */
const wholeOnly: ReadonlySet<string> = new Set(['JPY']);

/** Minor units of an amount as it is typed, digit by digit: a float would round some. Undefined for what is none. */
export const minorUnits = (typed: string, currency: string): number | undefined => {
  const match = /^(\d{1,10})(?:[.,](\d{1,2}))?$/.exec(typed.trim());
  if (!match) return undefined;
  const [, whole = '', fraction = ''] = match;
  if (wholeOnly.has(currency)) return fraction === '' ? Number(whole) : undefined;
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
};

/** The amount as it would be typed. */
export const typedAmount = (minor: number, currency: string): string =>
  wholeOnly.has(currency) ? String(minor) : `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
