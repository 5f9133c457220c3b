import { setTimeout as sleep } from 'node:timers/promises';
import type { RouteContract } from '@mercato/contracts/shared';
import type { AdminClient, Answered, Asked } from './client.ts';

const tries = 10;
const someAtOnce = 8;
/** Answers that another try may mend: the limit of the gateway above all. */
const transient = new Set([429, 502, 503, 504]);

/** Calls a route until it answers; 404 is an answer. */
export const patiently = async <B>(client: AdminClient, route: RouteContract, options: Asked): Promise<Answered<B>> => {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await client.call<B>(route, options).catch((error: unknown) => {
      if (attempt === tries) throw new Error(`${client.baseUrl} does not answer`, { cause: error });
      return undefined;
    });
    if (reply?.status === 200 || reply?.status === 404) return reply;
    if (reply && (!transient.has(reply.status) || attempt === tries)) {
      throw new Error(`${route.method} ${route.path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    }
    await sleep(Number(reply?.headers.get('retry-after') ?? 1) * 1_000);
  }
};

/** Every page of a listing, or of the part of it that a query asks for. */
export const allPages = async <T>(
  client: AdminClient,
  route: RouteContract,
  parse: (body: unknown) => { readonly items: readonly T[]; readonly nextCursor: string | null },
  asked: Readonly<Record<string, string>> = {},
): Promise<readonly T[]> => {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = { ...asked, limit: '100', ...(cursor === null ? {} : { cursor }) };
    const page = parse((await patiently(client, route, { query })).body);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
};

/** A few at once; the results in the order of the items. */
export const inParallel = async <T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  atOnce = someAtOnce,
): Promise<readonly R[]> => {
  const results: R[] = [];
  const todo = items.entries();
  const worker = async (): Promise<void> => {
    for (const [i, item] of todo) results[i] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
};
