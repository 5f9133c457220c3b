import { StoredAggregates } from '@mercato/kit/aggregate';
import type { Surroundings } from '@mercato/kit/dapr';
import { invokedPrices } from './adapters/invoked-prices.ts';
import { SignedGuestTokens } from './adapters/signed-guest-tokens.ts';
import type { Cart } from './domain/cart.ts';
import { cartMetrics } from './metrics.ts';
import type { OwnerDeps } from './routes/identify-owner.ts';

type Needs = Pick<
  Surroundings<unknown>,
  'state' | 'publisher' | 'invoker' | 'secrets' | 'clock' | 'ids' | 'log' | 'warmUp'
>;

/** Puts the service together from what surrounds it. */
export const compose = ({ state: store, publisher, invoker, secrets, clock, ids, log, warmUp }: Needs): OwnerDeps => {
  const guestTokens = new SignedGuestTokens({
    secrets,
    clock,
    failed: (err) => log.warn({ err }, 'guest signing keys not read again'),
  });
  warmUp('guest signing key', () => guestTokens.loadKey());
  const carts = new StoredAggregates<Cart>({ store, publisher, kind: 'cart', clock });
  return { carts, prices: invokedPrices(invoker), metrics: cartMetrics(), guestTokens, clock, ids, log };
};
