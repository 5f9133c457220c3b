import type { NewProduct, Product, ProductQuery } from '@mercato/contracts/product';
import type { Admin } from '../src/domain/manage.ts';
import { create } from '../src/domain/manage.ts';
import type { ProductState } from '../src/domain/product-state.ts';

export const now = Date.parse('2026-01-01T00:00:00.000Z');

export const newProduct = (given: Partial<NewProduct> = {}): NewProduct => ({
  sku: 'KIT-000001',
  name: 'Copper pan',
  description: 'Heats evenly',
  category: 'kitchen',
  price: { amount: 4999, currency: 'EUR' },
  imageUrl: '',
  attributes: { colour: 'copper' },
  stock: 10,
  ...given,
});

export const admin = (given: Partial<Admin> = {}): Admin => ({
  productId: 'prd-1',
  commandId: 'cmd-1',
  now,
  at: '2026-01-01T00:00:00.000Z',
  ...given,
});

export const stocked = (stock = 10): ProductState => create(undefined, newProduct({ stock }), admin());

export const product = (given: Partial<Product> & { readonly id: string }): Product => {
  const { stock: units, ...details } = newProduct();
  return {
    ...details,
    stock: { available: units, onHand: units, reserved: 0, sold: 0, received: units },
    version: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...given,
  };
};

export const query = (given: Partial<ProductQuery> = {}): ProductQuery => ({ limit: 20, sort: 'relevance', ...given });
