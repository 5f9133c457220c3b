import type { Invoker } from '@mercato/kit/invoke';
import { invokedCarts } from './invoked-carts.ts';
import { invokedInventory } from './invoked-inventory.ts';
import { invokedPayments, invokedTokenizer } from './invoked-payments.ts';
import { invokedShipping } from './invoked-shipping.ts';

/** Every other service that orders need, through the sidecar. */
export const invokedServices = (invoker: Invoker) => ({
  carts: invokedCarts(invoker),
  inventory: invokedInventory(invoker),
  payments: invokedPayments(invoker),
  shipping: invokedShipping(invoker),
  tokenizer: invokedTokenizer(invoker),
});
