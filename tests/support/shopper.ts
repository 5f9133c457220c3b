import { randomUUID } from 'node:crypto';
import { type Order, orderApi } from '@mercato/contracts/order';
import { productApi, type StockLevel } from '@mercato/contracts/product';
import { register } from './letters.ts';
import type { CallOptions, ShopClient } from './shop-client.ts';
import { until } from './until.ts';

export { until };

export const cards = {
  success: '4242424242424242',
  declined: '4000000000000002',
  insufficientFunds: '4000000000009995',
  /** Does it, but answers long after the step's time. */
  late: '4000000000007015',
} as const;

export const address = {
  name: 'Ada Lovelace',
  street: '1 Analytical Way',
  city: 'Berlin',
  postalCode: '10115',
  country: 'DE',
};

export const card = (number: string): object => ({ card: { number, expMonth: 12, expYear: 2035, cvc: '123' } });

export interface Shopper {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly client: ShopClient;
}

/** A freshly registered and signed-in shopper. */
export const newShopper = async (shop: ShopClient): Promise<Shopper> => {
  const email = `t-${randomUUID()}@example.com`;
  const password = 'correct horse battery';
  const username = `t-${randomUUID().slice(0, 12)}`;
  const user = await register(shop, { username, email, password });
  return { id: user.id, email, password, client: await shop.signIn({ email, password }) };
};

export interface NewProductOptions {
  readonly stock: number;
  /** In cents. */
  readonly price?: number;
  readonly name?: string;
}

/** A product of its own for one test, so that tests may run side by side. */
export const newProduct = async (admin: ShopClient, options: NewProductOptions): Promise<string> => {
  const name = options.name ?? `Test ${randomUUID().slice(0, 8)}`;
  const product = await admin.expect(productApi.createProduct, 201, {
    body: {
      sku: `TST-${randomUUID().slice(0, 8).toUpperCase()}`,
      name,
      category: 'test',
      price: { amount: options.price ?? 1999, currency: 'EUR' },
      stock: options.stock,
    },
  });
  return product.id;
};

export interface Purchase {
  readonly productId: string;
  readonly quantity?: number;
  readonly card?: string;
  /** Instead of a card. */
  readonly token?: string;
}

/** The request for an order of one line. */
export const placement = (purchase: Purchase, options: CallOptions = {}): CallOptions => ({
  body: {
    lines: [{ productId: purchase.productId, quantity: purchase.quantity ?? 1 }],
    shippingAddress: address,
    payment: purchase.token === undefined ? card(purchase.card ?? cards.success) : { token: purchase.token },
  },
  ...options,
});

/** Polls an order until it is as wished; fails with its last state. */
export const untilOrder = async (
  shopper: Shopper,
  id: string,
  wished: (order: Order) => boolean,
  withinMs = 30_000,
): Promise<Order> => {
  let last: unknown;
  const end = Date.now() + withinMs;
  while (Date.now() < end) {
    const order = await shopper.client.expect(orderApi.getOrder, 200, { params: { id } });
    last = order;
    if (order.status !== 'accepted' && wished(order)) return order;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`order ${id} did not get there: ${JSON.stringify(last)}`);
};

/** Stock as any replica shows it within two seconds of a change. */
export const stockBecomes = async (client: ShopClient, id: string, expected: Partial<StockLevel>): Promise<void> => {
  const names = Object.keys(expected) as (keyof StockLevel)[];
  let stock: Partial<StockLevel> = {};
  const isThere = async (): Promise<true | undefined> => {
    ({ stock } = await client.expect(productApi.getProduct, 200, { params: { id } }));
    return names.every((name) => stock[name] === expected[name]) || undefined;
  };
  await until(`stock to become ${JSON.stringify(expected)}`, isThere, 5_000).catch((error: unknown) => {
    throw new Error(`the stock of ${id} is ${JSON.stringify(stock)}`, { cause: error });
  });
};
