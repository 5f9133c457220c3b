import { z } from 'zod';

/** ISO 4217 codes the shop prices in. */
export const currency = z.enum(['EUR', 'USD', 'GBP', 'CHF', 'JPY']).meta({ id: 'Currency' });
export type Currency = z.infer<typeof currency>;

/** An amount in integer minor units (cents) with its currency. Never a float, never negative. */
export const money = z
  .strictObject({ amount: z.int().min(0).max(1_000_000_000_000), currency })
  .meta({ id: 'Money', description: 'Integer minor units', examples: [{ amount: 1999, currency: 'EUR' }] });
export type Money = z.infer<typeof money>;
