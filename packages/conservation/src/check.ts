import type { Expectations, Facts, Rule, Violation } from './facts.ts';
import { historyOf } from './history.ts';
import * as events from './rules/events.ts';
import * as money from './rules/money.ts';
import * as orders from './rules/orders.ts';
import * as queues from './rules/queues.ts';
import * as shipments from './rules/shipments.ts';
import * as stock from './rules/stock.ts';

/** Every rule, by its name. */
export const rules: Readonly<Record<string, Rule>> = {
  ...stock,
  ...money,
  ...orders,
  ...shipments,
  ...queues,
  ...events,
};

/** A violation together with what happened to its aggregate. */
export interface Finding extends Violation {
  readonly history: readonly string[];
}

export const nothingExpected: Expectations = { accepted: [], poison: [] };

/** What in these facts breaks the promise that nothing is lost, held or taken twice. Pure. */
export const check = (facts: Facts, expected: Expectations = nothingExpected): readonly Finding[] =>
  Object.values(rules)
    .flatMap((rule) => rule(facts, expected))
    .map((violation) => ({ ...violation, history: historyOf(facts, violation.aggregate) }));
