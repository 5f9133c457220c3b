import { productApi } from '@mercato/contracts/product';
import type { Invoker } from '@mercato/kit/invoke';
import { callTimes } from '../ports/call-times.ts';
import type { Inventory } from '../ports/inventory.ts';
import { accepted } from './refused.ts';

const options = { timeoutMs: callTimes.inventory };

/** The product service's stock, through the sidecar. */
export const invokedInventory = (invoker: Invoker): Inventory => ({
  reserve: async (body) => accepted(await invoker.call('product', productApi.reserve, { body }, options)).lines,
  commit: async (body) => void accepted(await invoker.call('product', productApi.commit, { body }, options)),
  release: async (body) => void accepted(await invoker.call('product', productApi.release, { body }, options)),
});
