import { currentContext } from '../context/index.ts';
import { injectTrace } from '../telemetry/index.ts';

/** What a call of the own sidecar needs where it asks for a token. */
export const tokenHeader = (token: string | undefined): Readonly<Record<string, string>> =>
  token === undefined ? {} : { 'dapr-api-token': token };

/** The headers that carry correlation id, deadline and trace along with a call. */
export const callHeaders = (deadline: number): Record<string, string> => {
  const headers = injectTrace({ 'x-deadline': String(Math.floor(deadline)) });
  const call = currentContext();
  if (call) headers['x-request-id'] = call.requestId;
  return headers;
};
