import type { ShippingQuote } from '@mercato/contracts/shipping';
import { shipments } from './errors.ts';

export const carrier = 'Mercato Parcel';

interface Zone {
  readonly minDays: number;
  readonly maxDays: number;
  readonly countries: ReadonlySet<string>;
}

const zone = (minDays: number, maxDays: number, countries: string): Zone => ({
  minDays,
  maxDays,
  countries: new Set(countries.split(' ')),
});

const zones: readonly Zone[] = [
  zone(1, 2, 'DE'),
  zone(2, 4, 'AT BE BG CY CZ DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'),
  zone(3, 7, 'AD AL BA CH GB GG GI IM IS JE LI MC MD ME MK NO RS SM UA VA XK'),
  zone(5, 9, 'CA MX US'),
];
const elsewhere: Zone = zone(7, 14, '');

/** No carrier of ours goes there; AA, XX and ZZ are nobody's codes. */
export const unserved: ReadonlySet<string> = new Set(['AQ', 'CU', 'IR', 'KP', 'SY', 'AA', 'XX', 'ZZ']);

export const checkServed = (country: string): void => {
  if (unserved.has(country)) throw shipments.unserved(country);
};

/** Standard delivery is free wherever we deliver; only the days differ. */
export const quote = (country: string): ShippingQuote => {
  checkServed(country);
  const { minDays, maxDays } = zones.find((z) => z.countries.has(country)) ?? elsewhere;
  return { carrier, price: { amount: 0, currency: 'EUR' }, minDays, maxDays };
};
