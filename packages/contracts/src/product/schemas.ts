import { z } from 'zod';
import { cursor, id, money, page, pageQuery, stepKey, textLine, timestamp } from '../shared/index.ts';

/** A category's name in URLs: lower-case words joined by hyphens. */
export const categorySlug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60)
  .meta({ id: 'CategorySlug', examples: ['kitchen'] });
export const sku = z
  .string()
  .regex(/^[A-Z0-9-]{3,40}$/)
  .meta({ id: 'Sku', examples: ['KIT-000042'] });

/** Category-specific facts, such as `colour` or `pages`. */
export const attributes = z
  .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/), z.union([z.string().max(200), z.number(), z.boolean()]))
  .refine((a) => Object.keys(a).length <= 30, 'at most 30 attributes')
  .meta({ id: 'Attributes' });

const details = {
  sku,
  name: textLine(200),
  description: z.string().max(4000),
  category: categorySlug,
  price: money,
  imageUrl: z.string().max(500),
  attributes,
};

/** Units as integers. `available` is what can be ordered now: on hand and not reserved. */
export const stockLevel = z
  .object({ available: z.int(), onHand: z.int(), reserved: z.int(), sold: z.int(), received: z.int() })
  .meta({ id: 'StockLevel' });
export type StockLevel = z.infer<typeof stockLevel>;

export const product = z
  .object({ id, ...details, stock: stockLevel, version: z.int(), createdAt: timestamp, updatedAt: timestamp })
  .meta({ id: 'Product' });
export type Product = z.infer<typeof product>;

const units = z.int().min(0).max(1_000_000_000);

export const newProduct = z.strictObject({
  id: id.optional(),
  ...details,
  description: details.description.default(''),
  imageUrl: details.imageUrl.default(''),
  attributes: details.attributes.default({}),
  stock: units.default(0),
});
export type NewProduct = z.infer<typeof newProduct>;

export const productUpdate = z.strictObject({
  sku: sku.optional(),
  name: details.name.optional(),
  description: details.description.optional(),
  category: categorySlug.optional(),
  price: money.optional(),
  imageUrl: details.imageUrl.optional(),
  attributes: attributes.optional(),
});
export type ProductUpdate = z.infer<typeof productUpdate>;

/** `delta` adds or takes units on hand; `set` replaces the number on hand if the product is still at `version`. */
export const stockChange = z.union([
  z.strictObject({ delta: z.int().min(-1_000_000_000).max(1_000_000_000) }),
  z.strictObject({ set: units, version: z.int().min(0) }),
]);
export type StockChange = z.infer<typeof stockChange>;

export const productQuery = pageQuery.extend({
  q: z.string().trim().max(200).optional(),
  category: categorySlug.optional(),
  /** In minor units. */
  minPrice: z.coerce.number().int().min(0).max(1_000_000_000_000).optional(),
  maxPrice: z.coerce.number().int().min(0).max(1_000_000_000_000).optional(),
  inStock: z.enum(['true', 'false']).optional(),
  sort: z.enum(['relevance', 'best-selling', 'price', '-price', 'name', 'newest']).default('relevance'),
});
export type ProductQuery = z.infer<typeof productQuery>;

/** A page of products; `total` counts all that match. */
export const productPage = page(product).extend({ total: z.int(), nextCursor: cursor.nullable() });

export const category = z.object({ slug: categorySlug, name: z.string(), products: z.int() }).meta({ id: 'Category' });

const orderedLine = z.object({ key: stepKey, productId: id, quantity: z.int().min(1).max(1000) });
export const reserveRequest = z.strictObject({ orderId: id, lines: z.array(orderedLine).min(1).max(50) });
export type ReserveRequest = z.infer<typeof reserveRequest>;
/** Name and price as they were when the units were reserved: what the order copies. */
export const reservedLine = z.object({
  key: stepKey,
  productId: id,
  quantity: z.int(),
  sku,
  name: z.string(),
  unitPrice: money,
});
export type ReservedLine = z.infer<typeof reservedLine>;
export const reservationKeys = z.strictObject({
  orderId: id,
  lines: z
    .array(z.object({ key: stepKey, productId: id }))
    .min(1)
    .max(50),
});
export type ReservationKeys = z.infer<typeof reservationKeys>;

/** What a cart shows of a product now; null where there is no such product any more. */
export const productSnapshot = z.object({
  id,
  sku,
  name: z.string(),
  price: money,
  available: z.int(),
});
export type ProductSnapshot = z.infer<typeof productSnapshot>;
