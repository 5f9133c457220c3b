import { z } from 'zod';
import { defineApi, id } from '../shared/index.ts';
import { cart, quantity } from './schemas.ts';

const byProduct = z.strictObject({ productId: id });

export const cartApi = defineApi({
  getCart: {
    id: 'getCart',
    method: 'GET',
    path: '/api/cart',
    summary: 'The cart with live prices: yours when signed in, else the guest cart of the cookie or X-Guest-Token',
    audience: 'guest',
    answers: { 200: cart },
    errors: ['cart.guest_invalid'],
  },
  clearCart: {
    id: 'clearCart',
    method: 'DELETE',
    path: '/api/cart',
    summary: 'Empty the cart',
    audience: 'guest',
    answers: { 204: 'empty' },
    errors: ['cart.guest_invalid'],
  },
  putItem: {
    id: 'putCartItem',
    method: 'PUT',
    path: '/api/cart/items/:productId',
    summary: 'Put a product into the cart, or change its quantity',
    audience: 'guest',
    params: byProduct,
    body: z.strictObject({ quantity }),
    answers: { 200: cart },
    errors: ['product.not_found', 'cart.full', 'cart.guest_invalid', 'dependency.unavailable'],
  },
  removeItem: {
    id: 'removeCartItem',
    method: 'DELETE',
    path: '/api/cart/items/:productId',
    summary: 'Take a product out of the cart',
    audience: 'guest',
    params: byProduct,
    answers: { 200: cart },
    errors: ['cart.line_not_found', 'cart.guest_invalid'],
  },
  mergeCart: {
    id: 'mergeCart',
    method: 'POST',
    path: '/api/cart/merge',
    summary: 'Add the guest cart to yours and empty it; doing it twice adds nothing',
    audience: 'user',
    body: z.strictObject({ guestToken: z.string().min(1).max(512) }),
    answers: { 200: cart },
    errors: ['cart.full', 'cart.guest_invalid'],
  },
  getLines: {
    id: 'getCartLines',
    method: 'GET',
    path: '/internal/carts/:userId/lines',
    summary: 'What a user would order now',
    audience: 'internal',
    callers: ['order'],
    params: z.strictObject({ userId: id }),
    answers: { 200: z.object({ lines: z.array(z.object({ productId: id, quantity })) }) },
    errors: [],
  },
});
