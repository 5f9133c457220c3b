import { runService } from '@mercato/kit/dapr';
import { invokedServices } from './adapters/invoked.ts';
import { storedOrders } from './adapters/stored.ts';
import { createApp } from './app.ts';
import { orderConfig } from './config.ts';
import { orderMetrics } from './metrics.ts';
import { cancellationRunner, checkoutRunner } from './saga/runners.ts';

await runService({
  name: 'order',
  config: orderConfig,
  build: ({ config, state, publisher, invoker, clock, ids, log, common, faults }) => {
    const basics = {
      ...storedOrders(state, publisher, clock),
      ...invokedServices(invoker),
      publisher,
      clock,
      ids,
      log,
      metrics: orderMetrics(),
    };
    const saga = {
      ...basics,
      giveUpAfterMs: config.ORDER_GIVE_UP_AFTER_MS,
      parkAfter: { tries: config.ORDER_PARK_AFTER_TRIES, ms: config.ORDER_PARK_AFTER_MS },
      ...(faults ? { faults: faults.at } : {}),
    };
    return createApp({ ...basics, checkout: checkoutRunner(saga), cancellation: cancellationRunner(saga) }, common);
  },
});
