import * as messages from '@mercato/contracts/product';
import type { Product, productApi } from '@mercato/contracts/product';
import type { Aggregates } from '@mercato/kit/aggregate';
import { uuidV5 } from '@mercato/kit/ids';
import { accepted, created, type Handlers, noContent, ok } from '@mercato/kit/service';
import { product } from '../domain/errors.ts';
import { toProduct } from '../domain/manage.ts';
import type { ProductState } from '../domain/product-state.ts';
import type { Catalogue } from '../ports/catalogue.ts';
import type { Submit } from '../use-cases/submit.ts';

export interface AdminDeps {
  readonly submit: Submit;
  readonly products: Pick<Aggregates<ProductState>, 'load'>;
  readonly catalogue: Catalogue;
}

type AdminRoutes = 'createProduct' | 'updateProduct' | 'deleteProduct' | 'changeStock' | 'importProducts';

const hrefOf = (id: string): string => `/api/products/${id}`;

/** Each one publishes a command and, unless told otherwise, waits for how it ends. */
export const adminRoutes = (deps: AdminDeps): Pick<Handlers<typeof productApi>, AdminRoutes> => ({
  createProduct: async (asked) => {
    const commandId = deps.submit.commandId('createProduct', asked, asked.body);
    const productId = asked.body.id ?? `prd-${uuidV5('product', commandId)}`;
    const data = { commandId, productId, product: asked.body };
    const done = await deps.submit.send(messages.createProduct, data, asked);
    return done ? created(await current(deps, productId), hrefOf(productId)) : accepted(productId, hrefOf(productId));
  },

  updateProduct: async (asked) => {
    const { body: changes, params } = asked;
    const commandId = deps.submit.commandId('updateProduct', asked, [params, changes]);
    const done = await deps.submit.send(messages.updateProduct, { commandId, productId: params.id, changes }, asked);
    return done ? ok(await current(deps, params.id)) : accepted(params.id, hrefOf(params.id));
  },

  deleteProduct: async (asked) => {
    const { id } = asked.params;
    const commandId = deps.submit.commandId('deleteProduct', asked, asked.params);
    const done = await deps.submit.send(messages.deleteProduct, { commandId, productId: id }, asked);
    if (!done) return accepted(id, hrefOf(id));
    await load(deps, id);
    return noContent();
  },

  changeStock: async (asked) => {
    const { body: change, params } = asked;
    const commandId = deps.submit.commandId('changeStock', asked, [params, change]);
    const done = await deps.submit.send(messages.changeStock, { commandId, productId: params.id, change }, asked);
    return done ? ok(await current(deps, params.id)) : accepted(params.id, hrefOf(params.id));
  },

  importProducts: async (asked) => {
    const { products } = asked.body;
    const commandId = deps.submit.commandId('importProducts', asked, products);
    const importId = uuidV5('import', commandId);
    const done = await deps.submit.send(messages.importProducts, { commandId, importId, products }, asked);
    return done ? ok({ imported: new Set(products.map((p) => p.id)).size }) : accepted(importId, '/api/products');
  },
});

/** A strong read, which this replica's catalogue takes over at once: who changed a product sees the change. */
const load = async ({ products, catalogue }: AdminDeps, id: string) => {
  const snapshot = await products.load(id);
  if (snapshot) catalogue.apply(id, snapshot);
  return snapshot;
};

const current = async (deps: AdminDeps, id: string): Promise<Product> => {
  const snapshot = await load(deps, id);
  if (!snapshot || snapshot.state.deletedAt !== null) throw product.notFound(id);
  return toProduct(id, snapshot.version, snapshot.state);
};
