import { orderConfirmed } from '@mercato/contracts/order';
import { StoredAggregates } from '@mercato/kit/aggregate';
import { baseConfig } from '@mercato/kit/config';
import { runService } from '@mercato/kit/dapr';
import { subscription } from '@mercato/kit/messaging';
import { createService } from '@mercato/kit/service';

/**
 * The cheapest consumer that does anything: one strong read and one guarded write for each event. The cheaper the good
 * work, the dearer poison looks beside it.
 */
await runService({
  name: 'cart',
  config: baseConfig,
  build: ({ state: store, publisher, clock, common }) => {
    const orders = new StoredAggregates<{ readonly userId: string }>({ store, publisher, kind: 'bench', clock });
    const handle = subscription(orderConfirmed, ({ id, data: { orderId, userId } }) =>
      orders.execute(orderId, id, () => ({ state: { userId }, result: undefined })),
    );
    return createService({ name: 'cart', api: {}, handlers: {}, subscriptions: [handle], ...common });
  },
});
