import type { CallOptions } from './shop-client.ts';
import { address, card, cards } from './shopper.ts';

/** A well-formed request for every public route, by the route's id: the ground that hostile requests are grown from. */
export const samples: Readonly<Record<string, CallOptions>> = {
  registerUser: {
    body: {
      username: 'someone',
      email: 'someone@example.com',
      password: 'long enough',
      fullName: 'Some One',
      phone: '+49 30 1234',
      address,
    },
  },
  login: { body: { email: 'someone@example.com', password: 'long enough' } },
  refreshToken: { body: { refreshToken: 'r' } },
  requestPasswordReset: { body: { email: 'someone@example.com' } },
  confirmPasswordReset: { body: { token: 't', password: 'long enough' } },
  getUser: { params: { id: 'u1' } },
  updateUser: {
    params: { id: 'u1' },
    body: { username: 'other', email: 'o@example.com', fullName: 'O', phone: '12345', address },
  },
  deleteUser: { params: { id: 'u1' } },
  getJwks: {},
  listProducts: { query: { q: 'x', limit: '5' } },
  getProduct: { params: { id: 'p1' } },
  listCategories: {},
  createProduct: {
    body: {
      id: 'p1',
      sku: 'ABC-1',
      name: 'N',
      description: 'D',
      category: 'test',
      price: { amount: 1, currency: 'EUR' },
      imageUrl: '',
      attributes: { colour: 'red' },
      stock: 1,
    },
  },
  updateProduct: { params: { id: 'p1' }, body: { name: 'N', price: { amount: 1, currency: 'EUR' } } },
  deleteProduct: { params: { id: 'p1' } },
  changeStock: { params: { id: 'p1' }, body: { delta: 1 } },
  importProducts: {
    body: {
      products: [{ id: 'p1', sku: 'ABC-1', name: 'N', category: 'test', price: { amount: 1, currency: 'EUR' } }],
    },
  },
  getCart: {},
  clearCart: {},
  putCartItem: { params: { productId: 'p1' }, body: { quantity: 1 } },
  removeCartItem: { params: { productId: 'p1' } },
  mergeCart: { body: { guestToken: 'g' } },
  placeOrder: {
    body: {
      lines: [{ productId: 'p1', quantity: 1 }],
      shippingAddress: address,
      payment: card(cards.success),
      expectedTotal: { amount: 1, currency: 'EUR' },
    },
  },
  getOrder: { params: { id: 'o1' } },
  getOrderTimeline: { params: { id: 'o1' } },
  streamOrder: { params: { id: 'o1' } },
  listOrders: { params: { userId: 'u1' }, query: { limit: '5' } },
  setOrderStatus: { params: { id: 'o1' }, body: { status: 'shipped' } },
  cancelOrder: { params: { id: 'o1' } },
  tokenizeCard: { body: { number: cards.success, expMonth: 12, expYear: 2035, cvc: '123' } },
  processPayment: {
    body: { orderId: 'o1', userId: 'u1', amount: { amount: 1, currency: 'EUR' }, token: 'tok_abcd', capture: true },
  },
  capturePayment: { body: { orderId: 'o1' } },
  voidPayment: { body: { orderId: 'o1' } },
  refundPayment: { body: { orderId: 'o1', amount: { amount: 1, currency: 'EUR' }, reason: 'r' } },
  getPayment: { params: { id: 'p1' } },
  getOrderPayment: { params: { orderId: 'o1' } },
  quoteShipping: { body: { country: 'DE', units: 1 } },
  getShipment: { params: { orderId: 'o1' } },
  listNotifications: { query: { limit: '5' } },
  sendNotification: { body: { userId: 'u1', channel: 'email', template: 'announcement', data: { text: 'x' } } },
};
