import { useLocale } from '../../ui/format.ts';
import { nowMs } from '../../ui/now.ts';
import { agoText } from './durations.ts';

/** Numbers as people write them, at most `digits` after the point. */
export const useNumber = (): ((value: number, digits?: number) => string) => {
  const locale = useLocale();
  return (value, maximumFractionDigits = 1) => new Intl.NumberFormat(locale, { maximumFractionDigits }).format(value);
};

/** Numbers where there is little room: 2.5K. */
export const useCompact = (): ((value: number) => string) => {
  const format = new Intl.NumberFormat(useLocale(), { notation: 'compact', maximumFractionDigits: 1 });
  return (value) => format.format(value);
};

/** A share from 0 to 1 in percent. */
export const useShare = (): ((share: number) => string) => {
  const format = new Intl.NumberFormat(useLocale(), { style: 'percent', maximumFractionDigits: 2 });
  return (share) => format.format(share);
};

/** Time of day to the second, or with milliseconds for what happens fast. */
export const useTimeOfDay = (digits: 0 | 3 = 0): ((iso: string) => string) => {
  const fraction = digits === 3 ? { fractionalSecondDigits: 3 as const } : {};
  const format = new Intl.DateTimeFormat(useLocale(), {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...fraction,
  });
  return (iso) => format.format(new Date(iso));
};

/** A moment with its day, to the minute. */
export const useWhen = (): ((iso: string) => string) => {
  const locale = useLocale();
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
  return (iso) => format.format(new Date(iso));
};

export const useAgo = (): ((iso: string) => string) => {
  const locale = useLocale();
  return (iso) => agoText(iso, locale, nowMs());
};
