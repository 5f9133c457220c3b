/** Carts, as an order needs them. */
export interface Carts {
  /** What a user would order now. */
  lines(userId: string): Promise<readonly { readonly productId: string; readonly quantity: number }[]>;
}
