import { maxCartLines } from '@mercato/contracts/cart';
import { DomainError } from '@mercato/kit/errors';

export const line = {
  notFound: (productId: string) => new DomainError('cart.line_not_found', `${productId} is not in the cart`),
} as const;

export const product = {
  notFound: (productId: string) => new DomainError('product.not_found', `There is no product ${productId}`),
} as const;

export const cart = {
  full: () => new DomainError('cart.full', `A cart holds at most ${maxCartLines} lines`),
} as const;

export const guest = {
  invalid: (why: string) => new DomainError('cart.guest_invalid', `The guest token ${why}`),
} as const;
