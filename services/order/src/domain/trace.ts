import type { Opened } from '@mercato/kit/saga';
import type { OrderState } from './order.ts';

const recorded = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-01$/;

/** An order that is taken up keeps the trace of its request, so that whoever looks at it later finds that. */
export const withTrace = (opened: Opened<OrderState>, traceparent: string | undefined): Opened<OrderState> => {
  const traceId = recorded.exec(traceparent ?? '')?.[1];
  // Only an order that is new owes something at this point.
  const isNew = opened.owed !== undefined && opened.state.traceId === undefined;
  return isNew && traceId !== undefined ? { ...opened, state: { ...opened.state, traceId } } : opened;
};
