import type { Money } from '@mercato/contracts/shared';

/** An amount for people, as in `€19.99`. Currencies differ in how many digits their minor unit has. */
export const moneyText = ({ amount, currency }: Money): string => {
  const format = new Intl.NumberFormat('en-IE', { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
};
