import { productApi } from '@mercato/contracts/product';
import { StoredAggregates } from '@mercato/kit/aggregate';
import { silentLogger } from '@mercato/kit/telemetry';
import {
  FakeClock,
  MemoryInvoker,
  MemoryPublisher,
  MemorySecrets,
  MemoryStateStore,
  SequentialIds,
} from '@mercato/testkit';
import { invokedPrices } from '../src/adapters/invoked-prices.ts';
import { SignedGuestTokens } from '../src/adapters/signed-guest-tokens.ts';
import type { Cart, Seen } from '../src/domain/cart.ts';
import type { OwnerDeps } from '../src/routes/identify-owner.ts';

/** A cart service's surroundings in memory, with a catalogue that a test changes as it likes. */
export const makeWorld = () => {
  const store = new MemoryStateStore();
  const invoker = new MemoryInvoker();
  const clock = new FakeClock();
  const catalogue = new Map<string, Seen>();
  const values: number[] = [];
  invoker.register('product', productApi.quoteProducts, ({ body }) => ({
    products: body.productIds.map((id) => {
      const found = catalogue.get(id);
      return found ? { id, sku: 'SKU-1', name: found.name, price: found.price, available: found.available } : null;
    }),
  }));
  const newCarts = () => new StoredAggregates<Cart>({ store, publisher: new MemoryPublisher(), kind: 'cart', clock });
  const deps: OwnerDeps = {
    carts: newCarts(),
    prices: invokedPrices(invoker),
    metrics: { changed: (total) => values.push(total.amount) },
    guestTokens: new SignedGuestTokens({ secrets: new MemorySecrets({ 'guest-signing-key': 'test key' }), clock }),
    clock,
    ids: new SequentialIds(),
    log: silentLogger,
  };
  /** Another process of the same service: it shares the store and nothing else. */
  const replica = (): OwnerDeps => ({ ...deps, carts: newCarts() });
  const sell = (...products: readonly Seen[]): void => {
    for (const p of products) catalogue.set(p.productId, p);
  };
  const cart = (cartId: string): Cart | undefined => store.peek<{ state: Cart }>(`cart:${cartId}`)?.state;
  return { deps, replica, store, invoker, clock, catalogue, values, sell, cart };
};
export type World = ReturnType<typeof makeWorld>;
