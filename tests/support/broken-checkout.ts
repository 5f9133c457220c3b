import { randomUUID } from 'node:crypto';
import { orderApi } from '@mercato/contracts/order';
import { uuidV5 } from '@mercato/kit/ids';
import { expect } from 'vitest';
import { newProduct, newShopper, placement, type Shopper } from './shopper.ts';
import type { World } from './world.ts';

export interface Broken {
  readonly orderId: string;
  readonly productId: string;
  readonly shopper: Shopper;
  readonly mend: () => Promise<void>;
}

/** Somebody damages the document of an order by hand, as it begins: its id follows from shopper and key. */
export const breakCheckout = async ({ client, admin, shop }: World): Promise<Broken> => {
  const productId = await newProduct(admin, { stock: 3 });
  const shopper = await newShopper(client);
  const idempotencyKey = randomUUID();
  const orderId = uuidV5('order', shopper.id, idempotencyKey);
  const key = { key: { S: `order||order:${orderId}` } };
  await shop.aws.dynamodb.putItem('mercato', { ...key, value: { S: '{"state":' }, etag: { S: '1' } });
  const accepted = await shopper.client.expect(orderApi.placeOrder, 202, placement({ productId }, { idempotencyKey }));
  expect(accepted.id).toBe(orderId);
  return { orderId, productId, shopper, mend: () => shop.aws.dynamodb.deleteItem('mercato', key) };
};
