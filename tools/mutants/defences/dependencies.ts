import type { Defence } from '../defence.ts';

const daprInvoker = 'packages/kit/src/dapr/dapr-invoker.ts';
const daprInvokerTest = 'packages/kit/src/dapr/dapr-invoker.test.ts';
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
];
