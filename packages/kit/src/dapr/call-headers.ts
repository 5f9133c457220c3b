import { currentContext } from '../context/index.ts';
import { injectTrace } from '../telemetry/index.ts';

/** The headers that carry correlation id, deadline and trace along with a call. */
export const callHeaders = (): Record<string, string> => {
  const headers = injectTrace({});
  const call = currentContext();
  if (call) {
    headers['x-request-id'] = call.requestId;
    headers['x-deadline'] = String(Math.floor(call.deadline));
  }
  return headers;
};
