import type { DaprClient } from '@dapr/dapr';

export interface StockOrder {
  readonly id: string;
  readonly productId: string;
  readonly quantity: number;
  readonly amount: number;
}

export interface Payment {
  readonly status: 'authorized' | 'captured';
  /** How often the provider was asked for the money. */
  readonly charges: number;
}

const store = 'state';

/** One behaviour each, as quickstarts have it: read, change, write; no ETag, no key that tells a repetition. */
export const stepsOf = ({ state }: DaprClient) => {
  const read = async <T>(key: string): Promise<T | undefined> => {
    const value = await state.get(store, key);
    return value === '' ? undefined : (value as T);
  };
  const write = async (key: string, value: object): Promise<void> => {
    const { error } = await state.save(store, [{ key, value }]);
    if (error) throw error;
  };
  const move = async ({ productId, quantity }: StockOrder, direction: 1 | -1): Promise<{ readonly ok: boolean }> => {
    const available = (await read<{ available: number }>(productId))?.available ?? 0;
    if (direction === -1 && available < quantity) return { ok: false };
    await write(productId, { available: available + direction * quantity });
    return { ok: true };
  };
  const pay = async ({ id }: StockOrder, status: Payment['status'], more: 0 | 1): Promise<{ readonly ok: boolean }> => {
    const before = await read<Payment>(`payment-${id}`);
    await write(`payment-${id}`, { status, charges: (before?.charges ?? 0) + more });
    return { ok: true };
  };
  const put = async (key: string, value: object): Promise<{ readonly ok: boolean }> => {
    await write(key, value);
    return { ok: true };
  };
  return {
    reserve: (order: StockOrder) => move(order, -1),
    release: (order: StockOrder) => move(order, 1),
    authorize: (order: StockOrder) => pay(order, 'authorized', 0),
    capture: (order: StockOrder) => pay(order, 'captured', 1),
    book: (order: StockOrder) => put(`shipment-${order.id}`, { status: 'booked' }),
    cancelBooking: (order: StockOrder) => put(`shipment-${order.id}`, { status: 'cancelled' }),
    place: (order: StockOrder) => put(`order-${order.id}`, { ...order, status: 'placed' }),
    settle: (order: StockOrder, status: 'confirmed' | 'refused') => put(`order-${order.id}`, { ...order, status }),
  };
};
