import { isStream } from './route-table.ts';
import type { PublicRoute } from './route-table.ts';

/** What goes first when not all can go: a checkout on its way, then who looks around, then administration. */
export type Priority = 'checkout' | 'browsing' | 'administration';

const onTheWay: ReadonlySet<string> = new Set(['order', 'payment', 'cart', 'shipping']);
const others: ReadonlySet<string> = new Set(['login', 'refreshToken', 'openBrowserSession', 'continueBrowserSession']);

export const priorityOf = ({ app, route }: PublicRoute): Priority => {
  if (route.audience === 'admin') return 'administration';
  return onTheWay.has(app) || others.has(route.id) ? 'checkout' : 'browsing';
};

/** Answers that are held back on purpose: how long they take says nothing of the backend. */
export const isHeld = ({ route }: PublicRoute): boolean => route.waits === true || isStream(route);

/** The part of a limit that each may fill. */
export const partOf: Readonly<Record<Priority, number>> = { checkout: 1, browsing: 0.9, administration: 0.7 };
