import type { Defence } from '../defence.ts';

const breaker = 'packages/kit/src/resilience/breaker.ts';
const breakerTest = 'packages/kit/src/resilience/breaker.test.ts';

/** What stands before a third party: nobody waits for one that is down, and none is refused for its declines. */
export const thirdParties: readonly Defence[] = [
  {
    id: 'third-parties.minimum-volume',
    what: 'A few failures alone do not open the breaker',
    file: breaker,
    cut: ['volumeThreshold: minimumCalls', 'volumeThreshold: 0'],
    test: [breakerTest, 'stays closed below the minimum of calls, though all fail'],
  },
  {
    id: 'third-parties.declines-are-answers',
    what: 'A decline, a conflict or a caller without time is no failure of the third party',
    file: breaker,
    cut: ['errorFilter: (error) => !isFailure(error),', ''],
    test: [breakerTest, 'takes %s for no failure'],
  },
  {
    id: 'third-parties.refusals-are-no-calls',
    what: 'What an open breaker refuses does not make the error rate look better afterwards',
    file: breaker,
    cut: ['if (!this.#circuit.closed && !this.#circuit.pendingClose) {', 'if (this.#dependency === "") {'],
    test: [breakerTest, 'closes with nothing left of what opened it, nor of what it refused meanwhile'],
  },
  {
    id: 'third-parties.old-failures',
    what: 'It stays open as long as calls count, so that it closes with a clean slate',
    file: breaker,
    cut: ['resetTimeout: windowMs', 'resetTimeout: 1_000'],
    test: [breakerTest, 'is half open after its time'],
  },
];
