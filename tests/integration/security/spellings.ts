import type { Method, ServiceName } from '@mercato/contracts/shared';
import type { RawCall } from '../../support/access-world.ts';

export interface Target {
  readonly app: ServiceName;
  readonly method: Method;
  /** With its parameters filled in. */
  readonly path: string;
}

const invoke = ({ app }: Target, path: string): string => `/v1.0/invoke/${app}/method${path}`;

const otherVerb = (method: Method): Method => (method === 'POST' ? 'GET' : 'POST');

/** What somebody may try who wants a route that is not for them: each asks for the same one in other words. */
export const spellings: Readonly<Record<string, (target: Target) => RawCall>> = {
  'a path with dots': (t) => ({ method: t.method, path: invoke(t, `/api/x/../..${t.path}`) }),
  'encoded dots': (t) => ({ method: t.method, path: invoke(t, `/livez/%2e%2e${t.path}`) }),
  'encoded slashes': (t) => ({ method: t.method, path: invoke(t, `/api/x/..%2f..${t.path.replaceAll('/', '%2f')}`) }),
  'dots that are encoded twice': (t) => ({ method: t.method, path: invoke(t, `/livez/%252e%252e${t.path}`) }),
  'slashes that are encoded twice': (t) => ({ method: t.method, path: invoke(t, t.path.replaceAll('/', '%252f')) }),
  backslashes: (t) => ({ method: t.method, path: invoke(t, `/livez/..%5c${t.path.slice(1)}`) }),
  'double slashes': (t) => ({ method: t.method, path: invoke(t, t.path.replaceAll('/', '//')) }),
  'a semicolon': (t) => ({ method: t.method, path: invoke(t, `${t.path};x=1`) }),
  'a semicolon before dots': (t) => ({ method: t.method, path: invoke(t, `/livez;/..${t.path}`) }),
  'a slash at the end': (t) => ({ method: t.method, path: invoke(t, `${t.path}/`) }),
  'an encoded question mark': (t) => ({ method: t.method, path: invoke(t, `${t.path}%3fx=1`) }),
  'an encoded zero': (t) => ({ method: t.method, path: invoke(t, `${t.path}%00`) }),
  'capital letters': (t) => ({ method: t.method, path: invoke(t, t.path.toUpperCase()) }),
  'a letter encoded': (t) => ({
    method: t.method,
    path: invoke(t, `/%${t.path.charCodeAt(1).toString(16)}${t.path.slice(2)}`),
  }),
  'a verb in small letters': (t) => ({ method: t.method.toLowerCase(), path: invoke(t, t.path) }),
  'another verb': (t) => ({ method: otherVerb(t.method), path: invoke(t, t.path) }),
  'another verb that asks to be overridden': (t) => ({
    method: otherVerb(t.method),
    path: invoke(t, t.path),
    headers: { 'x-http-method-override': t.method },
  }),
  'the app as a header': (t) => ({ method: t.method, path: t.path, headers: { 'dapr-app-id': t.app } }),
  'the app with its namespace': (t) => ({
    method: t.method,
    path: `/v1.0/invoke/${t.app}.ecommerce/method${t.path}`,
  }),
  'a borrowed name': (t) => ({
    method: t.method,
    path: invoke(t, t.path),
    headers: { 'dapr-caller-app-id': 'gateway', 'dapr-caller-namespace': 'ecommerce' },
  }),
};
