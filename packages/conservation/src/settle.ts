import { setTimeout as sleep } from 'node:timers/promises';
import { check, type Finding } from './check.ts';
import type { Expectations, Facts } from './facts.ts';
import { readFacts, type Sources } from './read/facts.ts';
import { readQueues } from './read/queues.ts';

export interface Settled {
  readonly facts: Facts;
  readonly findings: readonly Finding[];
}

const looks = 3;
const pauseMs = 300;

/** Waits until nothing is on its way through a queue, at most until `end`. */
const untilQuiet = async (sources: Sources, end: number): Promise<void> => {
  let quiet = 0;
  while (quiet < looks && performance.now() < end) {
    const busy = (await readQueues(sources.sqs)).some((queue) => queue.messages > 0);
    quiet = busy ? 0 : quiet + 1;
    if (quiet < looks) await sleep(pauseMs);
  }
};

const keyOf = ({ rule, aggregate }: Finding): string => `${rule} ${aggregate}`;

const inBoth = (found: readonly Finding[], before: readonly Finding[]): readonly Finding[] => {
  const keys = new Set(before.map(keyOf));
  return found.filter((finding) => keys.has(keyOf(finding)));
};

/**
 * Waits for quiet, then reads and checks. A parcel may move between two reads, so a finding counts only when it is
 * there at two readings in a row; new readings are made until all findings are gone or time is up.
 */
export const settleAndCheck = async (
  sources: Sources,
  expected: Expectations,
  { waitMs }: { readonly waitMs: number },
): Promise<Settled> => {
  const end = performance.now() + waitMs;
  let before: readonly Finding[] | undefined;
  for (;;) {
    sources.told?.({ step: 'waiting', done: 0, total: null });
    await untilQuiet(sources, end);
    const facts = await readFacts(sources, expected.accepted);
    sources.told?.({ step: 'checking', done: 0, total: null });
    const found = check(facts, expected);
    const lasting = before ? inBoth(found, before) : found;
    if (lasting.length === 0 || (before && performance.now() >= end)) return { facts, findings: lasting };
    before = found;
    await sleep(pauseMs);
  }
};
