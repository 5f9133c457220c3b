import type { productApi } from '@mercato/contracts/product';
import { type Handlers, ok } from '@mercato/kit/service';
import { product } from '../domain/errors.ts';
import { toSnapshot } from '../domain/manage.ts';
import type { Catalogue } from '../ports/catalogue.ts';

type CatalogueRoutes = 'listProducts' | 'getProduct' | 'listCategories' | 'quoteProducts';

/** What shoppers and carts read, from this replica's memory. */
export const catalogueRoutes = (catalogue: Catalogue): Pick<Handlers<typeof productApi>, CatalogueRoutes> => ({
  listProducts: async ({ query }) => ok(await catalogue.list(query)),

  getProduct: async ({ params }) => {
    const found = await catalogue.get(params.id);
    if (!found) throw product.notFound(params.id);
    return ok(found);
  },

  listCategories: async () => ok({ items: await catalogue.categories() }),

  quoteProducts: async ({ body }) => {
    const found = await Promise.all(body.productIds.map((id) => catalogue.get(id)));
    return ok({ products: found.map((p) => (p ? toSnapshot(p) : null)) });
  },
});
