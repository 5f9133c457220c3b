import { allowedCalls, messages } from '@mercato/contracts';
import type { Ways } from './service-map.ts';

/** What is kit's own says nothing of who works with whom. */
const isBusiness = ({ path }: { readonly path: string }): boolean =>
  path.startsWith('/api/') || (path.startsWith('/internal/') && !path.startsWith('/internal/failures/'));

const callsByWay = Map.groupBy(allowedCalls.filter(isBusiness), ({ caller, callee }) => `${caller} ${callee}`);

const heard = messages.flatMap(({ owner, consumers, topic }) => consumers.map((to) => ({ from: owner, to, topic })));
const messagesByWay = Map.groupBy(heard, ({ from, to }) => `${from} ${to}`);

/** Who may call whom, and who listens to whom, by the contracts. */
export const contractWays: Ways = {
  calls: [...callsByWay.values()].flatMap((calls) => {
    const [first] = calls;
    return first
      ? [{ from: first.caller, to: first.callee, routes: calls.map(({ method, path }) => `${method} ${path}`) }]
      : [];
  }),
  messages: [...messagesByWay.values()].flatMap((ways) => {
    const [first] = ways;
    return first ? [{ from: first.from, to: first.to, topics: ways.map(({ topic }) => topic) }] : [];
  }),
};
