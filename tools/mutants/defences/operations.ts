import type { Defence } from '../defence.ts';

const chaosTest = 'services/operations/test/chaos.api.test.ts';
const booksTest = 'services/operations/test/conservation.api.test.ts';
const runsTest = 'services/operations/src/adapters/stored-runs.test.ts';
const lettersTest = 'services/operations/test/dead-letters.api.test.ts';

/** What keeps operators from doing what they do not mean, and from doing it unseen. */
export const operations: readonly Defence[] = [
  {
    id: 'operations.chaos-off',
    what: 'Nothing is killed or poisoned in a shop that was not started with the chaos panel',
    file: 'services/operations/src/use-cases/chaos.ts',
    cut: [
      'if (!processes) throw refusals.noChaos();',
      'if (!processes) return { target: "", action: "kill" } as never;',
    ],
    test: [chaosTest, 'is not there unless the shop was started with it'],
  },
  {
    id: 'operations.chaos-not-in-production',
    what: 'Production does not start with the chaos panel',
    file: 'packages/kit/src/config/load-config.ts',
    cut: ["['FAULT_DIR', 'CHAOS_PANEL'] as const", "['FAULT_DIR'] as const"],
    test: [chaosTest, 'is refused in production, whoever sets it'],
  },
  {
    id: 'operations.discard-said-twice',
    what: 'Dead letters are deleted only where the name of their queue is said twice',
    file: 'services/operations/src/use-cases/dead-letters.ts',
    cut: ['if (confirm !== target) throw refusals.unconfirmed(target);', ''],
    test: [lettersTest, 'are discarded only where the name of their queue is said twice'],
  },
  {
    id: 'operations.trail-first',
    what: 'What is sent back was put down in the trail before',
    file: 'services/operations/src/use-cases/dead-letters.ts',
    cut: [
      'const settle = await audit.begin(planned);',
      'const settle = await audit.begin(planned).catch(() => () => Promise.resolve());',
    ],
    test: [lettersTest, 'stay where they are when nothing can be put down'],
  },
  {
    id: 'operations.one-check',
    what: 'One check of the books runs at a time',
    file: 'services/operations/src/use-cases/conservation.ts',
    cut: ['if (last && !isOver(last, clock.now())) throw refusals.checkRunning(last.id);', ''],
    test: [booksTest, 'is alone, until nobody has heard of it for a minute'],
  },
  {
    id: 'operations.one-check-begun',
    what: 'Of those who begin a check of the books at the same time, one does',
    file: 'services/operations/src/adapters/stored-runs.ts',
    cut: ["return (await written) === 'written';", 'await written;\n      return true;'],
    test: [runsTest, 'one of those who begin at the same time, knowing the same, has begun'],
  },
];
