import type { Defence } from '../defence.ts';

const daprInvoker = 'packages/kit/src/dapr/dapr-invoker.ts';
const daprInvokerTest = 'packages/kit/src/dapr/dapr-invoker.test.ts';
const cache = 'packages/kit/src/resilience/degraded-cache.ts';
const cacheTest = 'packages/kit/src/resilience/degraded-cache.test.ts';
const bulkhead = 'packages/kit/src/resilience/bulkhead.ts';
const bulkheadTest = 'packages/kit/src/resilience/bulkhead.test.ts';

/** What others do to us when they are slow or away. */
export const dependencies: readonly Defence[] = [
  {
    id: 'dependencies.bulkhead',
    what: 'A callee that hangs holds as many calls as it has places, and no more',
    file: daprInvoker,
    cut: [
      'this.#bulkhead(app).run(() => this.#race(app, route, input, until), most / 2)',
      'this.#race(app, route, input, until)',
    ],
    test: [daprInvokerTest, 'that hangs holds as many places as its callee has, and none of another’s'],
  },
  {
    id: 'dependencies.bulkhead-of-each',
    what: 'Each callee has places of its own',
    file: daprInvoker,
    cut: ['const known = this.#bulkheads.get(app);', "const known = this.#bulkheads.get('payment');"],
    test: [daprInvokerTest, 'that hangs holds as many places as its callee has, and none of another’s'],
  },
  {
    id: 'dependencies.connections-of-each',
    what: 'The places of one callee are not connections that another one lacks',
    file: daprInvoker,
    cut: ['connections: null', 'connections: 2'],
    test: [daprInvokerTest, 'that hangs holds as many places as its callee has, and none of another’s'],
  },
  {
    id: 'dependencies.bulkhead-refuses',
    what: 'When too many wait for a place already, the next is refused at once',
    file: bulkhead,
    cut: ['if (size >= this.#most) throw this.#full();', ''],
    test: [
      bulkheadTest,
      'lets in as many as it has places, lets a few wait, and refuses the others at once, not begun',
    ],
  },
  {
    id: 'dependencies.bulkhead-patience',
    what: 'Nobody waits long for a place',
    file: bulkhead,
    cut: ['impatience.abort(this.#full())', 'undefined'],
    test: [bulkheadTest, 'lets a caller who has little time wait for less'],
  },
  {
    id: 'dependencies.bulkhead-begun-is-not-refused',
    what: 'A call that was begun is not refused any more, so that a refusal always means that nothing was done',
    file: bulkhead,
    cut: ['clearTimeout(timer);', ''],
    test: [bulkheadTest, 'refuses nobody who has found a place, however long it takes'],
  },
  {
    id: 'dependencies.old-stays-old',
    what: 'What is served while nobody can be asked is never taken for fresh',
    file: cache,
    cut: [
      'if (this.#copy) return this.#copy;',
      'if (this.#copy) return (this.#copy = { ...this.#copy, fetchedAt: clock.now() });',
    ],
    test: [cacheTest, 'never takes the old copy for a new one: the first answer is served at once'],
  },
  {
    id: 'dependencies.says-that-it-is-old',
    what: 'Whoever is served an old copy is told so',
    file: cache,
    cut: ['degraded: !this.#isFresh(copy)', 'degraded: false'],
    test: [cacheTest, 'serves the last it said for ever, and says that it is old'],
  },
  {
    id: 'dependencies.copy-outlives-restarts',
    what: 'The last copy is kept where a restart does not lose it',
    file: cache,
    cut: ['await copies.save(copy).catch(failed);', ''],
    test: [cacheTest, 'serves the last it said for ever, and says that it is old'],
  },
  {
    id: 'dependencies.one-fetch',
    what: 'However many ask, a third party is asked once',
    file: cache,
    cut: ['this.#refreshing ??= this', 'this.#refreshing = this'],
    test: [cacheTest, 'asks once, however many want to know'],
  },
  {
    id: 'dependencies.pause-after-failure',
    what: 'A third party that failed is left alone for a moment, and nobody waits for it',
    file: cache,
    cut: ['clock.now() - this.#failure.at >= pauseMs', 'clock.now() > 0'],
    test: [cacheTest, 'leaves it alone for a moment after each failure, and tells of each'],
  },
  {
    id: 'dependencies.newest-copy',
    what: 'A slower replica does not put an older copy in the place of a newer one',
    file: cache,
    cut: ['else if (known.value.fetchedAt < copy.fetchedAt)', 'else'],
    test: [cacheTest, 'a stored copy is replaced by newer ones only'],
  },
];
