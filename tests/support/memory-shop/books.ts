import { createProduct } from '@mercato/contracts/product';
import { outgoing } from '@mercato/kit/messaging';
import { iso } from '@mercato/kit/time';
import { check, eventFacts, type Expectations, type Facts, type Finding, readServices } from '@mercato/conservation';
import type { Entrance } from './client.ts';
import type { MemoryShop } from './shop.ts';

export interface Goods {
  readonly units: number;
  /** In cents. */
  readonly price: number;
}

/** Puts products on the shelves. */
export const stockUp = async (shop: MemoryShop, products: Readonly<Record<string, Goods>>): Promise<void> => {
  const time = iso(shop.clock.now());
  for (const [productId, { units, price }] of Object.entries(products)) {
    const details = { name: productId, category: 'test', description: '', imageUrl: '', attributes: {} };
    const product = { ...details, sku: productId.toUpperCase(), price: { amount: price, currency: 'EUR' as const } };
    const data = { commandId: `create-${productId}`, productId, product: { ...product, stock: units } };
    await shop.publish(outgoing(createProduct, data, { distinct: productId, time }));
  }
  await shop.settle();
};

/** All that the shop says about itself, read as the checker reads it of a running shop. */
export const readMemoryShop = async (shop: MemoryShop): Promise<Facts> => {
  const { process } = shop.host('product').boot();
  await shop.until(Promise.all(process.warmUps.map((work) => work())));
  const callee: Entrance['callee'] = async (app) => (app === 'product' ? process.service : shop.callee(app));
  const admin = shop.client('admin', { callee });
  const services = await readServices({ client: () => admin }, [...shop.acceptedOrders]);
  // It would go on following the catalogue for as long as time passes.
  process.life.end();
  const deadLetters = shop.broker.dead.map(({ queue, message: { id, topic, subject } }) => ({
    queue,
    id,
    topic,
    subject,
  }));
  const entries = shop.broker.published.filter(({ kind }) => kind === 'event').map(eventFacts);
  const events = { since: iso(shop.opened), entries };
  return { ...services, queues: shop.broker.queues, deadLetters, events };
};

/** What breaks a rule of the books now. */
export const audit = async (shop: MemoryShop, expected: Partial<Expectations> = {}): Promise<readonly Finding[]> =>
  check(await readMemoryShop(shop), { accepted: [...shop.acceptedOrders], poison: [], ...expected });
