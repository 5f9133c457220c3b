import type { Middleware } from 'openapi-fetch';
import { session } from '../account/session.ts';
import { newClient } from './bare.ts';
import type { components } from './schema';

export { answered, type Problem, ShopError } from './bare.ts';
export type Product = components['schemas']['Product'];
export type Category = components['schemas']['Category'];
export type Cart = components['schemas']['Cart'];
export type CartLine = components['schemas']['CartLine'];
export type Order = components['schemas']['Order'];
export type User = components['schemas']['User'];
export type Money = components['schemas']['Money'];
export type Address = components['schemas']['Address'];
export type TimelineEntry = components['schemas']['TimelineEntry'];

/** What everybody may read does not wait for who reads it, nor fail where nobody can say. */
const isForEverybody = ({ method, url }: Request): boolean =>
  method === 'GET' && /^\/api\/(products|categories)(\/[^/]+)?$/.test(new URL(url).pathname);

const withToken: Middleware = {
  onRequest: async ({ request }) => {
    const token = isForEverybody(request) ? session.tokenAtHand() : await session.accessToken();
    if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`);
    return request;
  },
  onResponse: ({ request, response }) => {
    const token = request.headers.get('authorization')?.replace('Bearer ', '');
    if (response.status === 401 && token !== undefined) session.doubt(token);
  },
};

/** Every route of the shop by its path, typed by its contract, as whoever is signed in. */
export const api = newClient();
api.use(withToken);
