import type { Acceptance } from '../domain/acceptance.ts';
import { orders } from '../domain/errors.ts';
import type { StoredOrder } from '../domain/record.ts';
import type { OrderDeps } from './deps.ts';

/** An order's whole record, or what was accepted before there is one. */
export const findRecord = async (
  { records, acceptances }: Pick<OrderDeps, 'records' | 'acceptances'>,
  id: string,
): Promise<{ readonly stored: StoredOrder } | { readonly acceptance: Acceptance }> => {
  const stored = await records.find(id);
  if (stored) return { stored };
  const acceptance = await acceptances.find(id);
  if (!acceptance) throw orders.notFound(id);
  return { acceptance };
};
