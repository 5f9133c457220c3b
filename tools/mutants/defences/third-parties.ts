import type { Defence } from '../defence.ts';

const breaker = 'packages/kit/src/resilience/breaker.ts';
const breakerTest = 'packages/kit/src/resilience/breaker.test.ts';
const providerBreakerTest = 'services/payment/test/provider-breaker.test.ts';

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
  {
    id: 'third-parties.provider-is-guarded',
    what: 'Nobody waits for a card provider that mostly fails',
    file: 'services/payment/src/use-cases/parts.ts',
    cut: [
      'parts.breaker.run(() => withTimeout(what, ms, () => call(parts.provider)))',
      'withTimeout(what, ms, () => call(parts.provider))',
    ],
    test: [providerBreakerTest, 'opens when the provider fails, and then nobody waits for it'],
  },
  {
    id: 'third-parties.late-callers-tell-nothing',
    what: 'A caller that has no time left is turned away before the breaker, and opens nothing',
    file: breaker,
    cut: [" || error.code === 'deadline.exceeded'", ''],
    test: [breakerTest, 'takes %s for no failure'],
  },
];
