/** How long each kind of call may take; a whole checkout stays within the 25 s of one handling. */
export const callTimes = { inventory: 5_000, payments: 5_000, shipping: 3_000, carts: 3_000 } as const;
