import type { ServiceName } from '@mercato/contracts/shared';

/** Headers by lower-case name, as Node gives them. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a service may know of a request. All else stays here: hop-by-hop headers, `dapr-*`, `x-deadline`, whatever is new. */
const requestHeaders = [
  'accept',
  'authorization',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'last-event-id',
  'prefer',
  'sec-fetch-site',
  'stripe-signature',
  'user-agent',
  'x-guest-token',
] as const;

/** What a client may know of an answer. */
const answerHeaders = [
  'allow',
  'cache-control',
  'content-type',
  'etag',
  'idempotent-replayed',
  'last-modified',
  'link',
  'location',
  'preference-applied',
  'retry-after',
  'set-cookie',
  'vary',
  'www-authenticate',
  'x-accel-buffering',
] as const;

/** Cookies of services, each for its own; all others (a proxy's, an analyst's) are none of their business. */
const cookies: Partial<Record<ServiceName, string>> = { cart: 'mercato_guest', user: 'mercato_session' };

export interface Hop {
  readonly app: ServiceName;
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly deadline: number;
  readonly clientAddress: string;
  readonly secure: boolean;
}

const one = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.join(', ');

const cookiesFor = (app: ServiceName, header: string | undefined): string | undefined => {
  const name = cookies[app];
  if (name === undefined || header === undefined) return undefined;
  const kept = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`) || pair.startsWith(`__Host-${name}=`));
  return kept.length > 0 ? kept.join('; ') : undefined;
};

/** The headers a service gets: the known ones of the client, and ours about this hop. */
export const forwardHeaders = (given: Headers, hop: Hop): Record<string, string> => {
  const sent: Record<string, string> = {};
  for (const name of requestHeaders) {
    const value = one(given[name]);
    if (value !== undefined) sent[name] = value;
  }
  const cookie = cookiesFor(hop.app, one(given['cookie']));
  if (cookie !== undefined) sent['cookie'] = cookie;
  sent['x-request-id'] = hop.requestId;
  sent['x-deadline'] = String(Math.floor(hop.deadline));
  sent['x-forwarded-for'] = hop.clientAddress;
  sent['x-forwarded-proto'] = hop.secure ? 'https' : 'http';
  return sent;
};

/** The headers a client gets; `set-cookie` stays a list, since its values cannot be joined. */
export const answerOnly = (given: Headers): Record<string, string | string[]> => {
  const told: Record<string, string | string[]> = {};
  for (const name of answerHeaders) {
    const value = given[name];
    if (value !== undefined) told[name] = typeof value === 'string' ? value : [...value];
  }
  return told;
};
