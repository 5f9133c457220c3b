import type { FastifyRequest } from '@mercato/kit/service';
import type { GatewayDeps } from './deps.ts';

const key = /^Bearer +(mk_\S+) *$/i;

/** Puts an access token in the place of a machine's key: what lies behind sees a verified caller, and never the key. */
export const exchangeKey = async ({ headers }: FastifyRequest, { machineKeys }: GatewayDeps): Promise<void> => {
  const given = key.exec(headers.authorization ?? '')?.[1];
  if (given === undefined) return;
  // Gone whatever comes of it: a route for everybody is forwarded even so.
  delete headers.authorization;
  headers.authorization = `Bearer ${await machineKeys.exchange(given)}`;
};
