import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { answered, api, type Address, type Cart, ShopError } from '../api/client.ts';
import { worthAnotherTry } from '../api/queries.ts';
import type { TypedCard } from './card.ts';

export interface Placement {
  readonly shippingAddress: Address;
  readonly payment: { readonly card: TypedCard };
  readonly cart: Cart;
}

const away: ReadonlySet<string> = new Set(['dependency.unavailable', 'dependency.timeout', 'deadline.exceeded']);

/** What is away at the door of checkout is payment: it takes the card before anything is ordered. */
const inWordsOfCheckout = (error: unknown): never => {
  if (error instanceof ShopError && away.has(error.code)) throw new ShopError('checkout', error.problem);
  throw error;
};

/**
 * Orders what the cart shows, at the total it shows. A try whose answer was lost is repeated under its own key, and so is
 * one order at most; whatever is changed in the form is another request, with a key of its own.
 */
export const usePlaceOrder = () => {
  const attempt = useRef({ body: '', key: '' });
  return useMutation({
    mutationFn: async ({ cart, shippingAddress, payment }: Placement) => {
      const lines = cart.lines
        .filter(({ flags }) => !flags.includes('unavailable'))
        .map(({ productId, quantity }) => ({ productId, quantity }));
      const body = { lines, shippingAddress, payment, expectedTotal: cart.total };
      const text = JSON.stringify(body);
      if (attempt.current.body !== text) attempt.current = { body: text, key: globalThis.crypto.randomUUID() };
      const header = { 'Idempotency-Key': attempt.current.key };
      return answered(api.POST('/api/orders', { params: { header }, body })).catch(inWordsOfCheckout);
    },
    // Services try again themselves: whoever waits here shall soon know.
    retry: (count, error) => count < 1 && worthAnotherTry(count, error),
  });
};
