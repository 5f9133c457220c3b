import type { IncomingHttpHeaders } from 'node:http';

type Headers = Readonly<IncomingHttpHeaders>;
type Cookies = Readonly<Record<string, string | undefined>>;

/** Browsers keep a cookie of such a name only if it came by HTTPS and for this host alone: no neighbour can plant one. */
const prefix = '__Host-';

/** Whether the client came by HTTPS, as the gateway says. */
export const cameByTls = (headers: Headers): boolean => headers['x-forwarded-proto'] === 'https';

/** The name under which a cookie travels. */
export const sentName = (name: string, headers: Headers): string => (cameByTls(headers) ? `${prefix}${name}` : name);

/** The cookies of a request by the names that services know; over HTTPS no others than those that nobody can plant. */
export const knownCookies = (headers: Headers, cookies: Cookies): Cookies => {
  if (!cameByTls(headers)) return cookies;
  const safe = Object.entries(cookies).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(safe.map(([name, value]) => [name.slice(prefix.length), value]));
};
