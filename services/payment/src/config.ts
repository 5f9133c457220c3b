import { baseConfig } from '@mercato/kit/config';
import { z } from 'zod';
import { isAllowedUrl } from './domain/provider-url.ts';

const ms = z.coerce.number().int().min(0).max(60_000);

const settings = baseConfig.extend({
  NODE_ENV: z.string().optional(),
  /** Who moves the money. */
  PAYMENT_PROVIDER: z.enum(['simulator', 'stripe']).default('simulator'),
  /** Where Stripe is, if not at Stripe: for its mock. */
  PAYMENT_STRIPE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** How long an ordinary answer of the simulated provider takes. */
  PAYMENT_PROVIDER_LATENCY_MS: ms.default(20),
  /** How long it keeps the caller of a late or silent card waiting: longer than any step of a checkout may take. */
  PAYMENT_PROVIDER_LATE_MS: ms.default(8000),
  /** The longest the provider is waited for. */
  PAYMENT_PROVIDER_TIMEOUT_MS: ms.min(1).default(10_000),
});

/** Secrets of Stripe's go with every request, so it must not be anywhere but there, or in this machine. */
export const config = settings.refine(
  ({ PAYMENT_STRIPE_URL: url, NODE_ENV }) => url === undefined || isAllowedUrl(url, NODE_ENV === 'production'),
  { path: ['PAYMENT_STRIPE_URL'], error: 'must be loopback, or in production left out, else https' },
);
