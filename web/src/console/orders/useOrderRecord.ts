import { useQueries } from '@tanstack/react-query';
import { answered, api, ShopError } from '../../api/client.ts';
import { useLive } from '../data/useLive.ts';
import { isMoving } from './saga.ts';
import type { OrderRecord } from '../data/types.ts';

/** What is not there is an answer, not a failure. */
const orNone = async <T>(call: Promise<T>): Promise<T | null> => {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ShopError && error.problem?.status === 404) return null;
    throw error;
  }
};

/** All that is stored of an order; asked for anew more often as long as anything may change. */
export const useOrderRecord = (id: string) =>
  useLive({
    key: ['record', id],
    ask: () => answered(api.GET('/api/orders/{id}/record', { params: { path: { id } } })),
    everySeconds: (last) => (last === undefined || !('checkout' in last) || isMoving(last) ? 1 : 15),
  });

/** What the other services know of it. Its stock is asked for by product. */
export const useOthers = (id: string, record: OrderRecord | undefined) => {
  const products = [...new Set(record?.requested.map(({ productId }) => productId))];
  const version = record?.order.version ?? 0;
  const byOrder = { params: { path: { orderId: id } } };
  const [payment, shipment] = useQueries({
    queries: [
      {
        queryKey: ['payment', id, version],
        queryFn: () => orNone(answered(api.GET('/api/payments/order/{orderId}', byOrder))),
      },
      {
        queryKey: ['shipment', id, version],
        queryFn: () => orNone(answered(api.GET('/api/shipping/order/{orderId}', byOrder))),
      },
    ],
  });
  const books = useQueries({
    queries: products.map((product) => ({
      queryKey: ['reservations', product, version],
      queryFn: () =>
        orNone(answered(api.GET('/api/products/{id}/reservations', { params: { path: { id: product } } }))),
    })),
  });
  return { payment, shipment, books };
};
