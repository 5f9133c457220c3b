import { getFailure, type ServiceName, serviceNames } from '@mercato/contracts/shared';
import type { Invoker } from '@mercato/kit/invoke';
import { failureName } from '@mercato/kit/messaging';
import type { Reasons } from '@mercato/queues/dead-letters';

const isService = (name: string): name is ServiceName => serviceNames.some((service) => service === name);

/** Asks the app itself why it could not handle a message. */
export const invokedReasons =
  (invoker: Invoker): Reasons =>
  async (app, eventId) => {
    if (!isService(app)) return undefined;
    const { note } = await invoker.call(app, getFailure, { params: { name: failureName(eventId) } });
    return note ?? undefined;
  };
