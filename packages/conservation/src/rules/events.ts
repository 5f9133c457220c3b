import { countsOf, factIn, impliedBy, type Line, linesOf } from '../implied.ts';
import {
  type EventFacts,
  type EventLog,
  type Facts,
  isParked,
  isRecorded,
  type OrderFacts,
  type Rule,
  statusOf,
} from '../facts.ts';

const of = (id: string, rule: string, detail: string) => ({ rule, aggregate: `order:${id}`, detail });

/** An order with what was said about it, each event once. */
interface Told {
  readonly order: OrderFacts;
  readonly events: readonly EventFacts[];
}

const nobody = (id: string): OrderFacts => ({ id, known: 'missing', listed: false, payment: null, shipment: null });

const told = ({ orders, events }: Facts): readonly Told[] => {
  if (!events) return [];
  const unique = [...new Map(events.entries.map((event) => [event.id, event])).values()];
  const byOrder = Map.groupBy(unique, (event) => event.orderId);
  byOrder.delete(null);
  const known = orders.map((order) => ({ order, events: byOrder.get(order.id) ?? [] }));
  for (const { id } of orders) byOrder.delete(id);
  const unknown = [...byOrder].map(([id, said]) => ({ order: nobody(id ?? ''), events: said }));
  return [...known, ...unknown];
};

const isOlder = ({ known, payment }: OrderFacts, { since }: EventLog): boolean =>
  (typeof known === 'object' ? known.order.placedAt : (payment?.createdAt ?? since)) < since;

/** What must have been said: of a parked order, payment and parcel may still owe theirs. */
const mustSay = (order: OrderFacts): readonly string[] => {
  const { byOrder, byOthers } = impliedBy(order);
  return isParked(order) ? byOrder : [...byOrder, ...byOthers];
};

/** Whatever happened to an order was told. */
export const eventsAreComplete: Rule = (facts) =>
  told(facts).flatMap(({ order, events }) => {
    if (!facts.events || isOlder(order, facts.events)) return [];
    const said = countsOf(events.map(factIn));
    return [...countsOf(mustSay(order))]
      .filter(([fact, times]) => (said.get(fact) ?? 0) < times)
      .map(([fact, times]) => of(order.id, 'event.missing', `${fact}: ${said.get(fact) ?? 0} of ${times}`));
  });

const tooOften = (facts: Facts, isTooOften: (times: number, implied: number) => boolean) =>
  told(facts).flatMap(({ order, events }) => {
    const { byOrder, byOthers } = impliedBy(order);
    const implied = countsOf([...byOrder, ...byOthers]);
    return [...Map.groupBy(events, factIn)]
      .filter(([fact, some]) => isTooOften(some.length, implied.get(fact) ?? 0))
      .map(([fact, some]) => ({ order, fact, ids: some.map((event) => event.id).join(', ') }));
  });

/** Nothing was told that did not happen, nor anything about an order that nobody knows. */
export const eventsAreTrue: Rule = (facts) =>
  tooOften(facts, (times, implied) => times > 0 && implied === 0).map(({ order, fact, ids }) =>
    of(order.id, 'event.unexpected', `${fact} (${ids}), but the order is ${statusOf(order)}`),
  );

/** A repetition has the id of the first: under two ids a fact would take effect twice. */
export const eventsHappenOnce: Rule = (facts) =>
  tooOften(facts, (times, implied) => implied > 0 && times > implied).map(({ order, fact, ids }) =>
    of(order.id, 'event.twice', `${fact} under more ids than it happened: ${ids}`),
  );

/** One id is one event: its repetitions say the same. */
export const eventsRepeatThemselves: Rule = ({ events }) =>
  [...Map.groupBy(events?.entries ?? [], (event) => event.id)]
    .filter(([, same]) => new Set(same.map((event) => JSON.stringify(event))).size > 1)
    .map(([id, same]) => of(same[0]?.orderId ?? '', 'event.changed', `${id} does not always say the same`));

const versionOf = (event: EventFacts): number => event.version ?? 0;

const outOfOrder = ({ topics, version, events }: Line): string | undefined => {
  const path = events
    .toSorted((a, b) => versionOf(a) - versionOf(b))
    .toSorted((a, b) => topics.indexOf(a.topic) - topics.indexOf(b.topic));
  const falls = path.some((event, i) => i > 0 && versionOf(event) < versionOf(path[i - 1] ?? event));
  const ahead = path.some((event) => versionOf(event) < 1 || versionOf(event) > version);
  if (!falls && !ahead) return undefined;
  return `${path.map((event) => `${event.topic} at ${versionOf(event)}`).join(', ')}; it is at ${version} now`;
};

/** Versions rise as an aggregate's history goes, and none is beyond the one that is stored: that would be a lost write. */
export const eventsAreInOrder: Rule = (facts) =>
  told(facts).flatMap(({ order, events }) =>
    linesOf(order, isRecorded(order) ? events : []).flatMap((line) => {
      const why = outOfOrder(line);
      return why === undefined ? [] : [of(order.id, 'event.order', why)];
    }),
  );
