import type { CatalogueProduct } from '@mercato/catalogue-file';
import { type CategorySeed, categorySeeds } from './categories.ts';
import { Random } from './random.ts';

const lines = ['Alba', 'Borea', 'Castor', 'Delta', 'Elba', 'Fiora', 'Gaia', 'Helio', 'Iris', 'Luna', 'Mira', 'Nova'];

/** The same catalogue for the same seed: `count` products, evenly over the twelve categories. */
export const generateCatalogue = (count = 1_000, seed = 2026): readonly CatalogueProduct[] => {
  const random = new Random(seed);
  const width = Math.max(4, String(count).length);
  return Array.from({ length: count }, (_, i) => {
    const category = categorySeeds[i % categorySeeds.length];
    if (!category) throw new Error('There are no categories');
    return productOf(category, random, { id: `prd-${String(i + 1).padStart(width, '0')}`, number: i + 1 });
  });
};

const productOf = (
  category: CategorySeed,
  random: Random,
  { id, number }: { readonly id: string; readonly number: number },
): CatalogueProduct => {
  const [from, to] = category.price;
  const [kind, thing, line] = [random.pick(category.kinds), random.pick(category.things), random.pick(lines)];
  return {
    id,
    sku: `${category.prefix}-${String(number).padStart(6, '0')}`,
    name: `${kind} ${thing} ${line}`,
    description: `${kind} ${thing.toLowerCase()} of our ${line} line. ${category.promise}`,
    category: category.slug,
    // Most prices in a shop are low, and nearly all end in 9.
    price: {
      amount: Math.round(from + (to - from) * random.next() ** 2) * 100 + random.pick([0, 49, 90, 99]),
      currency: 'EUR',
    },
    imageUrl: '',
    attributes: category.attributes(random),
    stock: random.between(20, 500),
  };
};
