import type { World } from '../../support/world.ts';

/** As much of an order's item as tells how far it is. */
interface StoredOrder {
  readonly state: {
    readonly status: string;
    readonly checkout: { readonly end?: string };
    readonly results: readonly unknown[];
    readonly cancelRequests: readonly unknown[];
  };
  readonly owed: readonly unknown[];
}

/** An order as it lies in the table: it can be looked at while nobody answers, and costs the shop nothing. */
export const storedOrder = async ({ shop }: World, orderId: string): Promise<StoredOrder | undefined> => {
  const item = await shop.aws.dynamodb.getItem('mercato', { key: { S: `order||order:${orderId}` } });
  return item?.value?.S === undefined ? undefined : (JSON.parse(item.value.S) as StoredOrder);
};

/** Confirmed, and nothing is written about that any more. */
export const isSettled = (order: StoredOrder | undefined): boolean =>
  order?.state.status === 'processing' && order.owed.length === 0;

export const checkoutEnded = (order: StoredOrder | undefined): boolean => order?.state.checkout.end !== undefined;

/** What was asked of it later, a cancellation or a refund, has its answer. */
export const isAnswered = (order: StoredOrder | undefined): boolean =>
  order !== undefined && order.state.results.length > 0 && order.state.cancelRequests.length === 0;
