import type { NewProduct, Product, ProductSnapshot, ProductUpdate, StockChange } from '@mercato/contracts/product';
import type { DomainError } from '@mercato/kit/errors';
import { product, stock as stockErrors } from './errors.ts';
import type { DecidedCommand, ProductDetails, ProductState } from './product-state.ts';
import { prune } from './retention.ts';
import { available, noStock, receive } from './stock.ts';

/** One administrative command on one product. */
export interface Admin {
  readonly productId: string;
  readonly commandId: string;
  readonly now: number;
  /** `now` as the API shows it. */
  readonly at: string;
}

export const decided = (state: ProductState | undefined, commandId: string): DecidedCommand | undefined =>
  state?.applied.find((c) => c.id === commandId);

const live = (state: ProductState | undefined, id: string): ProductState => {
  if (!state || state.deletedAt !== null) throw product.notFound(id);
  return state;
};

const remembering = (state: ProductState, command: DecidedCommand): ProductState =>
  prune({ ...state, applied: [...state.applied, command] }, command.at);

const written = (state: ProductState, { at, commandId, now }: Admin): ProductState =>
  remembering({ ...state, updatedAt: at }, { id: commandId, at: now });

/** A second delivery must not apply what the first one was told to be refused. */
export const refused = (state: ProductState, { commandId, now }: Admin, { code, message }: DomainError): ProductState =>
  remembering(state, { id: commandId, at: now, refused: { code, detail: message } });

const detailsOf = ({ id: _id, stock: _stock, ...details }: NewProduct): ProductDetails => details;

/** Puts a product on the catalogue. One that was deleted comes back with its open reservations and its sales. */
const place = (state: ProductState | undefined, given: NewProduct, admin: Admin): ProductState => {
  const base: ProductState = state ?? {
    details: detailsOf(given),
    stock: noStock,
    reservations: {},
    applied: [],
    lookElsewhereUntil: 0,
    createdAt: admin.at,
    updatedAt: admin.at,
    deletedAt: null,
  };
  const stock = receive(base.stock, given.stock - available(base.stock));
  return written({ ...base, details: detailsOf(given), stock, createdAt: admin.at, deletedAt: null }, admin);
};

export const create = (state: ProductState | undefined, given: NewProduct, admin: Admin): ProductState => {
  if (state && state.deletedAt === null) throw product.exists(admin.productId);
  return place(state, given, admin);
};

/** Creates a product, or replaces the details of one that is there: its stock is not the importer's to change. */
export const createOrReplace = (state: ProductState | undefined, given: NewProduct, admin: Admin): ProductState =>
  state && state.deletedAt === null
    ? written({ ...state, details: detailsOf(given) }, admin)
    : place(state, given, admin);

const defined = <T extends object>(changes: T): Partial<T> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>;

export const update = (state: ProductState | undefined, changes: ProductUpdate, admin: Admin): ProductState => {
  const current = live(state, admin.productId);
  return written({ ...current, details: { ...current.details, ...defined(changes) } as ProductDetails }, admin);
};

export const remove = (state: ProductState | undefined, admin: Admin): ProductState =>
  written({ ...live(state, admin.productId), deletedAt: admin.at }, admin);

/** `version` is the product's own now. Units that are reserved can be neither taken nor counted away. */
export const changeStock = (
  state: ProductState | undefined,
  change: StockChange,
  version: number,
  admin: Admin,
): ProductState => {
  const current = live(state, admin.productId);
  const { productId } = admin;
  if ('set' in change && change.version !== version) throw product.changed(productId, change.version, version);
  const delta = 'set' in change ? change.set - current.stock.onHand : change.delta;
  const left = available(current.stock);
  if (left + delta < 0) throw stockErrors.insufficient(productId, current.details.name, -delta, left);
  return written({ ...current, stock: receive(current.stock, delta) }, admin);
};

/** A product as the API shows it. */
export const toProduct = (id: string, version: number, state: ProductState): Product => ({
  id,
  ...state.details,
  stock: { available: available(state.stock), ...state.stock },
  version,
  createdAt: state.createdAt,
  updatedAt: state.updatedAt,
});

export const toSnapshot = ({ id, sku, name, price, stock }: Product): ProductSnapshot => ({
  id,
  sku,
  name,
  price,
  available: stock.available,
});
