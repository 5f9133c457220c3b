import { context, propagation } from '@opentelemetry/api';
import { currentContext } from '../context/index.ts';

/** The headers that carry correlation id, deadline and trace along with a call. */
export const callHeaders = (): Record<string, string> => {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  const call = currentContext();
  if (call) {
    headers['x-request-id'] = call.requestId;
    headers['x-deadline'] = String(Math.floor(call.deadline));
  }
  return headers;
};
