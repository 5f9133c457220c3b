import type { Defence } from '../defence.ts';

const apply = 'packages/kit/src/aggregate/apply.ts';
const storedAggregatesTest = 'packages/kit/src/aggregate/stored-aggregates.test.ts';
const ownWrites = 'packages/kit/src/aggregate/own-writes.ts';
const interleavedWritersTest = 'packages/kit/src/aggregate/interleaved-writers.test.ts';
const storedAggregates = 'packages/kit/src/aggregate/stored-aggregates.ts';
const owed = 'packages/kit/src/aggregate/owed.ts';

/** One document per aggregate, one guarded write per step. */
export const aggregate: readonly Defence[] = [
  {
    id: 'aggregate.known-command',
    what: 'A command whose id is known is answered with its stored result',
    file: apply,
    cut: ['if (known) return { result: known.result };', ''],
    test: [storedAggregatesTest, 'is applied once and answered alike, however often it comes'],
  },
  {
    id: 'aggregate.stored-result',
    what: 'What is stored with the id is the result, not only that it was done',
    file: apply,
    cut: ['result: decision.result ?? null });', 'result: null });'],
    test: [storedAggregatesTest, 'is applied once and answered alike, however often it comes'],
  },
  {
    id: 'aggregate.long-memory',
    what: 'An item remembers its last 32 commands, not only the last one',
    file: apply,
    cut: ['const rememberedCommands = 32;', 'const rememberedCommands = 1;'],
    test: [storedAggregatesTest, 'lose nothing, over replicas, conflicts and lost answers'],
  },
  {
    id: 'aggregate.write-mark',
    what: 'A write leaves the mark of its writer, who finds it when its answer was lost, however many commands came since',
    file: ownWrites,
    cut: ['if (done) return { next: undefined, outcomes: done };', ''],
    test: [interleavedWritersTest, 'applies a large batch once, though the answer of its write is lost'],
  },
  {
    id: 'aggregate.mark-of-each-writer',
    what: "One writer's mark does not push out another's",
    file: ownWrites,
    cut: ['writes.filter((w) => w.writer !== mark.writer)', 'writes.filter(() => false)'],
    test: [
      'packages/kit/src/aggregate/stored-aggregates.model.test.ts',
      'applies 64 commands waiting on each of two replicas once each',
    ],
  },
  {
    id: 'aggregate.refusal-stands-alone',
    what: 'A command that is refused does not take the others of its batch with it',
    file: apply,
    cut: ['return { error };', 'throw error;'],
    test: [storedAggregatesTest, 'refuses alone: the others of its batch go through'],
  },
  {
    id: 'aggregate.etag',
    what: 'A write replaces only what was read: no blind write',
    file: storedAggregates,
    cut: ['next, stored.etag)', "next, (await this.#store.get(key))?.etag ?? '')"],
    test: [interleavedWritersTest, 'writes nothing over what came between its reading and its writing'],
  },
  {
    id: 'aggregate.conflict-reread',
    what: 'A conflict is not a write: it is read and decided again',
    file: storedAggregates,
    cut: ["(await this.#put(key, next, stored)) === 'conflict'", '(await this.#put(key, next, stored)) === undefined'],
    test: [storedAggregatesTest, 'gives up after too many conflicts'],
  },
  {
    id: 'aggregate.lost-answer',
    what: 'A write whose answer was lost is looked up, neither believed nor failed',
    file: storedAggregates,
    cut: ["if (error instanceof DomainError && error.code === 'dependency.timeout') return 'conflict';", ''],
    test: [storedAggregatesTest, 'is not applied twice when the answer of its %s is lost'],
  },
  {
    id: 'aggregate.absence-decides-nothing',
    what: 'An item that was only assumed to be absent is read before anything is refused',
    file: storedAggregates,
    cut: ['const made = next && (await', 'const made = (await'],
    test: ['packages/kit/src/aggregate/expected-absent.test.ts', 'lets nothing be refused that was not read'],
  },
  {
    id: 'aggregate.owed-before-write',
    what: 'What an item owes is published before a new write drops it',
    file: storedAggregates,
    cut: ['await this.#owed.publish(stored?.value.owed ?? []);', ''],
    test: [storedAggregatesTest, 'of a dead writer is published by whoever writes next, before it leaves the item'],
  },
  {
    id: 'aggregate.owed-before-answer',
    what: 'What a command owes is published before it is answered, hence before its message is acknowledged',
    file: storedAggregates,
    cut: ['await this.#owed.publish(owed);', 'void this.#owed.publish(owed).catch(() => {});'],
    test: [storedAggregatesTest, 'of a dead writer is published by whoever writes next, before it leaves the item'],
  },
  {
    id: 'aggregate.owed-cleared',
    what: 'What was published is taken off the item',
    file: storedAggregates,
    cut: ["if (owed.length > 0 && batch.some((c) => c.settle === 'now')) await this.#owed.clear(key, owed);", ''],
    test: [storedAggregatesTest, 'may wait for the next write'],
  },
  {
    id: 'aggregate.owed-cleared-by-repetition',
    what: 'So it is by a repetition, for a writer that died in between',
    file: storedAggregates,
    cut: ['(next ?? stored?.value)?.owed ?? []', 'next?.owed ?? []'],
    test: [storedAggregatesTest, 'stays with the item when publishing fails, and the repeated command publishes it'],
  },
  {
    id: 'aggregate.owed-kept-until-published',
    what: 'Taking off leaves what somebody else came to owe meanwhile',
    file: owed,
    cut: ['stored?.value.owed.filter((m) => !done.has(m.id)) ?? []', '[] as never[]'],
    test: [
      interleavedWritersTest,
      'that takes what it published off the item leaves what another came to owe meanwhile',
    ],
  },
  {
    id: 'aggregate.clearing-fails-nobody',
    what: 'A store that fails while clearing fails no command that is done',
    file: owed,
    cut: ['if (!(error instanceof DomainError)) throw error;', 'throw error;'],
    test: [storedAggregatesTest, 'lose nothing, over replicas, conflicts and lost answers'],
  },
  {
    id: 'aggregate.published-is-what-the-broker-took',
    what: 'A message counts as published only once the broker has it',
    file: owed,
    cut: [
      'await this.#publisher.publish(message);\n      this.#remember(message.id);',
      'this.#remember(message.id);\n      await this.#publisher.publish(message);',
    ],
    test: [interleavedWritersTest, 'does not take a message that the broker refused for published'],
  },
  {
    id: 'aggregate.own-deadline',
    what: 'A write for many callers does not end with the deadline of the one that started it',
    file: storedAggregates,
    cut: [
      'const deadline = this.#clock.now() + batchTime;',
      'const deadline = currentContext()?.deadline ?? Infinity;',
    ],
    test: [interleavedWritersTest, 'works for all who wait, not by the deadline of the one that came first'],
  },
  {
    id: 'aggregate.bounded-conflicts',
    what: 'Endless conflicts end in an error, not in a loop',
    file: storedAggregates,
    cut: ['attempt <= this.#attempts; attempt += 1', 'attempt <= 1e9; attempt += 1'],
    test: [storedAggregatesTest, 'gives up after too many conflicts'],
  },
  {
    id: 'aggregate.shared-writes',
    what: 'Commands that wait for one item in one process share its writes',
    file: storedAggregates,
    cut: ['queue.splice(0, largestBatch)', 'queue.splice(0, 1)'],
    test: [storedAggregatesTest, 'of one process share their writes'],
  },
];
