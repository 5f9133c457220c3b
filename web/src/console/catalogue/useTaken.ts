import { useQueryClient } from '@tanstack/react-query';

/** What a write answered is how the product is now; lists are asked for anew. */
export const useTaken = (id: string) => {
  const queries = useQueryClient();
  return (product: unknown): void => {
    if (typeof product === 'object' && product !== null && 'stock' in product)
      queries.setQueryData(['product', id], product);
    void queries.invalidateQueries({ queryKey: ['products'] });
    void queries.invalidateQueries({ queryKey: ['holders', id] });
  };
};
