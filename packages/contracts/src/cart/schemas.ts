import { z } from 'zod';
import { id, money, timestamp } from '../shared/index.ts';

/** Units of one product in a cart: 1 to 99. */
export const quantity = z.int().min(1).max(99).meta({ id: 'Quantity' });

/** What a shopper should notice about a line before buying. */
export const lineFlag = z.enum(['price_changed', 'insufficient_stock', 'unavailable']);

export const cartLine = z
  .object({
    productId: id,
    name: z.string(),
    quantity,
    unitPrice: money,
    /** The price when the line was last changed, where it differs from the one now. */
    previousPrice: money.nullable(),
    lineTotal: money,
    available: z.int(),
    flags: z.array(lineFlag),
  })
  .meta({ id: 'CartLine' });

export const cart = z
  .object({
    id,
    lines: z.array(cartLine),
    /** Of the lines that can be bought. */
    total: money,
    /** True when prices are those last seen, because the catalogue did not answer. */
    degraded: z.boolean(),
    version: z.int(),
    updatedAt: timestamp.nullable(),
    /** Present for a guest: send it as `X-Guest-Token` (it is also set as a cookie). */
    guestToken: z.string().nullable(),
  })
  .meta({ id: 'Cart' });
export type Cart = z.infer<typeof cart>;

export const maxCartLines = 50;
