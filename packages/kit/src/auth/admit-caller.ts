import { callersOf, type RouteContract } from '@mercato/contracts/shared';
import { authErrors } from './errors.ts';
import { requireAppToken } from './authenticate.ts';

/** What the own sidecar says with a call that it hands over. */
export interface SidecarSays {
  /** The header `dapr-api-token`. */
  readonly token: string | undefined;
  /** The header `dapr-caller-app-id`. */
  readonly caller: string | undefined;
}

/**
 * Lets in only calls that the own sidecar hands over, and of those only what the contract lists for the service that
 * calls. Dapr's access policies say the same; this holds where they are missing, and route by route.
 */
export const admitCaller = (
  route: RouteContract,
  { token, caller }: SidecarSays,
  appToken: string | undefined,
): void => {
  if (appToken === undefined) return;
  requireAppToken(token, appToken);
  // A caller that sends the header itself has the sidecar's added to it: that is the name of nobody.
  if (!callersOf(route).some((name) => name === caller)) throw authErrors.notListed();
};
