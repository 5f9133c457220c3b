import { z } from 'zod';
import { defineMessage, id } from '../shared/index.ts';
import { newProduct, productUpdate, stockChange } from './schemas.ts';

const command = { kind: 'command', owner: 'product', consumers: ['product'] } as const;

export const createProduct = defineMessage({
  ...command,
  topic: 'product-create-v1',
  summary: 'Add a product',
  key: 'productId',
  data: z.object({ commandId: z.string(), productId: id, product: newProduct }),
});

export const updateProduct = defineMessage({
  ...command,
  topic: 'product-update-v1',
  summary: 'Change the details of a product',
  key: 'productId',
  data: z.object({ commandId: z.string(), productId: id, changes: productUpdate }),
});

export const deleteProduct = defineMessage({
  ...command,
  topic: 'product-delete-v1',
  summary: 'Take a product off the catalogue',
  key: 'productId',
  data: z.object({ commandId: z.string(), productId: id }),
});

export const changeStock = defineMessage({
  ...command,
  topic: 'product-change-stock-v1',
  summary: 'Add, take or set units on hand',
  key: 'productId',
  data: z.object({ commandId: z.string(), productId: id, change: stockChange }),
});

export const importProducts = defineMessage({
  ...command,
  topic: 'product-import-v1',
  summary: 'Create or replace many products',
  key: 'importId',
  data: z.object({ commandId: z.string(), importId: id, products: z.array(newProduct.extend({ id })).max(100) }),
});
