import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../account/session.ts';
import { answered, api, type Cart } from '../api/client.ts';

/** A member has one cart, whether it is known already who that is or not. */
const useCartKey = (): readonly string[] => ['cart', useSession().is === 'guest' ? 'guest' : 'member'];

/** The guest's cart, or the shopper's: signing in changes it, and the shop merges the two. */
export const useCart = () => useQuery({ queryKey: useCartKey(), queryFn: () => answered(api.GET('/api/cart')) });

const withQuantity = (cart: Cart, productId: string, quantity: number): Cart => ({
  ...cart,
  lines: cart.lines.map((line) => (line.productId === productId ? { ...line, quantity } : line)),
});

const without = (cart: Cart, productId: string): Cart => ({
  ...cart,
  lines: cart.lines.filter((line) => line.productId !== productId),
});

export interface Wish {
  readonly productId: string;
  /** 0 takes the product out. */
  readonly quantity: number;
}

const send = ({ productId, quantity }: Wish): Promise<Cart> => {
  const params = { path: { productId } };
  if (quantity === 0) return answered(api.DELETE('/api/cart/items/{productId}', { params }));
  return answered(api.PUT('/api/cart/items/{productId}', { params, body: { quantity } }));
};

/** Shows the wish at once, and what the shop made of it when it answers. */
export const useChangeCart = () => {
  const queries = useQueryClient();
  const key = useCartKey();
  return useMutation({
    mutationFn: send,
    onMutate: async ({ productId, quantity }: Wish) => {
      await queries.cancelQueries({ queryKey: key });
      const before = queries.getQueryData<Cart>(key);
      if (before)
        queries.setQueryData(
          key,
          quantity === 0 ? without(before, productId) : withQuantity(before, productId, quantity),
        );
      return before;
    },
    onError: (_error, _wish, before) => queries.setQueryData(key, before),
    onSuccess: (cart) => queries.setQueryData(key, cart),
  });
};

/** To be called when an order took what was in it. */
export const useForgetCart = (): (() => void) => {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ['cart'] });
};
