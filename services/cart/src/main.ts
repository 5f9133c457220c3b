import { StoredAggregates } from '@mercato/kit/aggregate';
import { runService } from '@mercato/kit/dapr';
import { invokedPrices } from './adapters/invoked-prices.ts';
import { SignedGuestTokens } from './adapters/signed-guest-tokens.ts';
import { createApp } from './app.ts';
import { cartConfig } from './config.ts';
import type { Cart } from './domain/cart.ts';
import { cartMetrics } from './metrics.ts';

await runService({
  name: 'cart',
  config: cartConfig,
  build: ({ state: store, publisher, invoker, secrets, clock, ids, log, common, warmUp }) => {
    const guestTokens = new SignedGuestTokens({ secrets, clock });
    warmUp('guest signing key', async () => void (await guestTokens.loadKey()));
    const carts = new StoredAggregates<Cart>({ store, publisher, kind: 'cart', clock });
    const metrics = cartMetrics();
    return createApp({ carts, prices: invokedPrices(invoker), metrics, guestTokens, clock, ids, log }, common);
  },
});
