import type { Money } from '../api/client.ts';
import { type Language, useLanguage } from '../text/index.ts';

const digitsOf = (currency: string, language: Language): number =>
  new Intl.NumberFormat(language, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** Minor units as people write them. */
export const moneyText = ({ amount, currency }: Money, language: Language): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount / 10 ** digitsOf(currency, language));

export const useMoney = (): ((money: Money) => string) => {
  const language = useLanguage();
  return (money) => moneyText(money, language);
};

/** The reader's own kind of a language: dates of British and of American English are not alike. */
export const useLocale = (): string => {
  const language = useLanguage();
  return navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
};

/** A time stamp as people write it. */
export const useWhen = (): ((iso: string) => string) => {
  const format = new Intl.DateTimeFormat(useLocale(), { dateStyle: 'medium', timeStyle: 'short' });
  return (iso) => format.format(new Date(iso));
};
