import type { Finding } from './check.ts';
import { type Facts, isParked, isRecorded, statusOf, sum } from './facts.ts';
import { ledgerSum } from './ledger.ts';

const counted = (words: readonly string[]): string =>
  [...Map.groupBy(words, (word) => word)].map(([word, all]) => `${all.length} ${word}`).join(', ') || 'none';

const stockLine = ({ products }: Facts): string => {
  const total = (of: (stock: Facts['products'][number]['stock']) => number): number =>
    sum(products.map((p) => of(p.stock)));
  const [received, available] = [total((s) => s.received), total((s) => s.available)];
  const [reserved, sold] = [total((s) => s.reserved), total((s) => s.sold)];
  return `products: ${products.length}; units received ${received} = available ${available} + reserved ${reserved} + sold ${sold}`;
};

const moneyLines = ({ orders }: Facts): readonly string[] => {
  const payments = orders.flatMap(({ payment }) => payment ?? []);
  return [...Map.groupBy(payments, (p) => p.captured.currency)].map(([currency, some]) => {
    const [taken, back] = (['captured', 'refunded'] as const).map((kind) => sum(some.map((p) => ledgerSum(p, kind))));
    return `money (minor units of ${currency}): in ${taken}, back ${back}, kept ${(taken ?? 0) - (back ?? 0)}`;
  });
};

const parkedLines = ({ orders }: Facts): readonly string[] =>
  orders
    .filter(isRecorded)
    .filter(isParked)
    .map(({ id, known }) => `! order ${id} waits for a person: ${known.order.needsAttention?.reason ?? ''}`);

const findingLines = ({ rule, aggregate, detail, history }: Finding): readonly string[] => [
  `✗ ${rule} ${aggregate}: ${detail}`,
  ...history.map((line) => `    ${line}`),
];

/** The state of the shop and what is wrong with it, to be read by people. */
export const summaryOf = (facts: Facts, findings: readonly Finding[]): readonly string[] => [
  stockLine(facts),
  `orders: ${facts.orders.length}; ${counted(facts.orders.map(statusOf))}`,
  ...moneyLines(facts),
  `queues: ${facts.queues.length}; ${sum(facts.queues.map((q) => q.messages))} messages, ${facts.deadLetters.length} dead letters`,
  `events: ${facts.events ? `${facts.events.entries.length} since ${facts.events.since}` : 'not read'}`,
  ...parkedLines(facts),
  ...findings.flatMap(findingLines),
  findings.length === 0
    ? '✓ nothing is lost, held or taken twice'
    : `✗ ${findings.length} ${findings.length === 1 ? 'violation' : 'violations'}`,
];
