import type { Currency, Money } from '@mercato/contracts/shared';

// Making one costs more than the rest of a mail.
const formats = new Map<Currency, Intl.NumberFormat>();

const formatOf = (currency: Currency): Intl.NumberFormat => {
  const format = formats.get(currency) ?? new Intl.NumberFormat('en-IE', { style: 'currency', currency });
  formats.set(currency, format);
  return format;
};

/** An amount for people, as in `€19.99`. Currencies differ in how many digits their minor unit has. */
export const moneyText = ({ amount, currency }: Money): string => {
  const format = formatOf(currency);
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
};
