import type { cartApi } from '@mercato/contracts/cart';
import type { notificationApi } from '@mercato/contracts/notification';
import type { orderApi } from '@mercato/contracts/order';
import type { productApi } from '@mercato/contracts/product';
import type { userApi } from '@mercato/contracts/user';

/** k6 knows no packages, so the contracts are here for the compiler alone: it refuses what they do not say. */
type Routes<A> = {
  readonly [R in keyof A]?: A[R] extends infer C ? Pick<C, keyof C & ('id' | 'method' | 'path')> : never;
};

export const product = {
  listProducts: { id: 'listProducts', method: 'GET', path: '/api/products' },
  getProduct: { id: 'getProduct', method: 'GET', path: '/api/products/:id' },
  listCategories: { id: 'listCategories', method: 'GET', path: '/api/categories' },
  getReservations: { id: 'getReservations', method: 'GET', path: '/api/products/:id/reservations' },
  updateProduct: { id: 'updateProduct', method: 'PUT', path: '/api/products/:id' },
  importProducts: { id: 'importProducts', method: 'POST', path: '/api/products/import' },
} as const satisfies Routes<typeof productApi>;

export const cart = {
  getCart: { id: 'getCart', method: 'GET', path: '/api/cart' },
  clearCart: { id: 'clearCart', method: 'DELETE', path: '/api/cart' },
  putItem: { id: 'putCartItem', method: 'PUT', path: '/api/cart/items/:productId' },
  removeItem: { id: 'removeCartItem', method: 'DELETE', path: '/api/cart/items/:productId' },
} as const satisfies Routes<typeof cartApi>;

export const order = {
  placeOrder: { id: 'placeOrder', method: 'POST', path: '/api/orders' },
  getOrder: { id: 'getOrder', method: 'GET', path: '/api/orders/:id' },
  getTimeline: { id: 'getOrderTimeline', method: 'GET', path: '/api/orders/:id/timeline' },
  listOrders: { id: 'listOrders', method: 'GET', path: '/api/orders/user/:userId' },
  listAllOrders: { id: 'listAllOrders', method: 'GET', path: '/api/orders' },
  getRecord: { id: 'getOrderRecord', method: 'GET', path: '/api/orders/:id/record' },
  setStatus: { id: 'setOrderStatus', method: 'PATCH', path: '/api/orders/:id/status' },
  cancelOrder: { id: 'cancelOrder', method: 'DELETE', path: '/api/orders/:id' },
} as const satisfies Routes<typeof orderApi>;

export const user = {
  register: { id: 'registerUser', method: 'POST', path: '/api/users/register' },
  confirmRegistration: { id: 'confirmRegistration', method: 'POST', path: '/api/users/register/confirm' },
  login: { id: 'login', method: 'POST', path: '/api/users/login' },
} as const satisfies Routes<typeof userApi>;

export const notification = {
  listMailbox: { id: 'listMailbox', method: 'GET', path: '/api/notifications/mailbox' },
} as const satisfies Routes<typeof notificationApi>;

export interface Route {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
}

/** The path with its parameters filled in, and the query behind it. */
export const urlOf = (
  { path }: Route,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string | number>> = {},
): string => {
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? filled : `${filled}?${pairs.join('&')}`;
};
