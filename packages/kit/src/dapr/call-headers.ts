import { currentContext } from '../context/index.ts';
import { injectTrace } from '../telemetry/index.ts';

/** The headers that carry correlation id, deadline and trace along with a call. */
export const callHeaders = (deadline: number): Record<string, string> => {
  const headers = injectTrace({ 'x-deadline': String(Math.floor(deadline)) });
  const call = currentContext();
  if (call) headers['x-request-id'] = call.requestId;
  return headers;
};
