import type { Money, Product } from '../../api/client.ts';
import { minorUnits } from '../ui/amount.ts';

type Attributes = Product['attributes'];

/** What a form of a product says; the contract judges all but the price, which people write in another way. */
export interface Typed {
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly price: Money;
  readonly imageUrl: string;
  readonly attributes: Attributes;
}

/** What the shop sells in. */
export const currencies: readonly Money['currency'][] = ['EUR', 'USD', 'GBP', 'JPY', 'CHF'];

const valueIn = (text: string): string | number | boolean => {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/.test(text) ? Number(text) : text;
};

/** One attribute on each line, as `colour: red`. */
export const attributesIn = (text: string): Attributes =>
  Object.fromEntries(
    text
      .split('\n')
      .map((line) => /^\s*([^:]+?)\s*:\s*(.*?)\s*$/.exec(line))
      .filter((match) => match !== null)
      .map(([, name = '', value = '']) => [name, valueIn(value)]),
  );

export const attributesText = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

const isCurrency = (text: string): text is Money['currency'] => currencies.some((currency) => currency === text);

/** Undefined where the price is none. */
export const typedIn = (values: Readonly<Record<string, string>>): Typed | undefined => {
  const { sku = '', name = '', description = '', category = '', currency = 'EUR', imageUrl = '' } = values;
  const amount = minorUnits(values['price'] ?? '', currency);
  if (amount === undefined || !isCurrency(currency)) return undefined;
  return {
    sku: sku.trim(),
    name: name.trim(),
    description,
    category: category.trim(),
    price: { amount, currency },
    imageUrl: imageUrl.trim(),
    attributes: attributesIn(values['attributes'] ?? ''),
  };
};
