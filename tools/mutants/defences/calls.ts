import type { Defence } from '../defence.ts';

const race = 'packages/kit/src/context/race.ts';
const contextTest = 'packages/kit/src/context/context.test.ts';
const context = 'packages/kit/src/context/context.ts';
const daprInvokerTest = 'packages/kit/src/dapr/dapr-invoker.test.ts';
const daprInvoker = 'packages/kit/src/dapr/dapr-invoker.ts';
const observe = 'packages/kit/src/service/observe.ts';
const correlationTest = 'packages/kit/src/service/correlation.test.ts';
const readAnswer = 'packages/kit/src/invoke/read-answer.ts';
const verdict = 'packages/kit/src/service/verdict.ts';
const verdictTest = 'packages/kit/src/service/verdict.test.ts';
const stop = 'packages/kit/src/service/stop.ts';
const stopTest = 'packages/kit/src/service/stop.test.ts';
const publishedKeys = 'packages/kit/src/auth/published-keys.ts';
const jwksVerifierTest = 'packages/kit/src/auth/jwks-verifier.test.ts';

/** Calls and requests: a deadline that shrinks, and no answer taken for a failure. */
export const calls: readonly Defence[] = [
  {
    id: 'calls.raced',
    what: 'A call that hangs is given up in time',
    file: race,
    cut: ['return await Promise.race([work(abort.signal), late]);', 'return await work(abort.signal);'],
    test: [contextTest, 'ends a call that never answers, tells it so, and calls it uncertain'],
  },
  {
    id: 'calls.late-is-uncertain',
    what: 'A call that was given up is uncertain, not failed',
    file: race,
    cut: ['reject(errors.timeout(what));', 'reject(errors.unavailable(what));'],
    test: [contextTest, 'ends a call that never answers, tells it so, and calls it uncertain'],
  },
  {
    id: 'calls.shrinking-deadline',
    what: 'A call never takes longer than what is left to its caller',
    file: context,
    cut: ['Math.min(most, context.deadline - systemClock.now())', 'most'],
    test: [contextTest, 'shrinks what a call may take'],
  },
  {
    id: 'calls.nothing-after-the-deadline',
    what: 'After the deadline no call begins',
    file: context,
    cut: ['if (left <= 0) throw errors.deadline();', ''],
    test: [contextTest, 'refuses to begin a call when it has passed'],
  },
  {
    id: 'calls.deadline-is-passed-on',
    what: 'The deadline goes along with every call',
    file: 'packages/kit/src/dapr/call-headers.ts',
    cut: ["injectTrace({ 'x-deadline': String(Math.floor(deadline)) })", 'injectTrace({})'],
    test: [daprInvokerTest, 'goes to the app and method, with its context in headers'],
  },
  {
    id: 'calls.deadline-of-the-call',
    what: 'A callee has no more time than its caller waits for this call',
    file: daprInvoker,
    cut: ['{ deadline: shorter(until), signal }', '{ deadline: systemClock.now() + defaultMs, signal }'],
    test: [daprInvokerTest, 'is to be answered before its caller gives it up, however much time that caller has'],
  },
  {
    id: 'calls.deadline-shrinks',
    what: 'Each hop has a little less time than the one before, so that its answer finds somebody who waits',
    file: context,
    cut: ['deadline - Math.min(answerMs, Math.max(0, deadline - systemClock.now()) / 10)', 'deadline'],
    test: [contextTest, 'is a little earlier at each hop, and never past'],
  },
  {
    id: 'calls.callee-refuses-late-calls',
    what: 'A callee refuses a call past its deadline: its caller has begun to undo',
    file: observe,
    cut: ['if (call.deadline <= systemClock.now()) throw errors.deadline();', ''],
    test: [correlationTest, 'once over, nothing is begun'],
  },
  {
    id: 'calls.deadline-only-shortened',
    what: 'A caller may only shorten the deadline',
    file: 'packages/kit/src/service/request-state.ts',
    cut: ['Math.min(latest, Number(asked))', 'Number(asked)'],
    test: [correlationTest, 'is 30 s from now, and a caller can only shorten it'],
  },
  {
    id: 'calls.strangers-set-no-deadline',
    what: 'A stranger sets no deadline at all',
    file: observe,
    cut: ['deadlineOf(runtime.options.edge ? {} : headers,', 'deadlineOf(headers,'],
    test: ['services/gateway/test/forwarding.test.ts', 'goes our deadline, not the one of a stranger'],
  },
  {
    id: 'calls.callee-timeout-is-uncertain',
    what: 'A callee that waited in vain itself leaves its caller uncertain',
    file: readAnswer,
    cut: ['if (told && status === 504) return errors.timeout(app);', ''],
    test: [daprInvokerTest, 'when %s: %i becomes a stable code'],
  },
  {
    id: 'calls.our-mistake-is-no-refusal',
    what: 'A call that the callee could not read is a failure, never a refusal that would undo an order',
    file: readAnswer,
    cut: [
      "return new DomainError('internal.error', `${app} answered",
      "return new DomainError(told.code as 'internal.error', `${app} answered",
    ],
    test: [daprInvokerTest, 'when %s: %i becomes a stable code'],
  },
  {
    id: 'calls.overload-is-no-mistake',
    what: 'An overloaded callee is asked again later',
    file: readAnswer,
    cut: ['status < 500 && status !== 429', 'status < 500'],
    test: [daprInvokerTest, 'when %s: %i becomes a stable code'],
  },
  {
    id: 'calls.answers-keep-their-contract',
    what: 'An answer that breaks its contract is a failure',
    file: readAnswer,
    cut: ['if (!parsed.success)\n', 'if (parsed.success === undefined)\n'],
    test: [daprInvokerTest, 'when %s: %i becomes a stable code'],
  },
  {
    id: 'calls.refusal-is-a-verdict',
    what: 'A refusal between services is a 200, so that breakers count failures only',
    file: verdict,
    cut: ['if (!isRefusal(error)) throw error;', 'if (Number(error) !== 0) throw error;'],
    test: [verdictTest, 'answers a refusal as a 200, which no breaker counts'],
  },
  {
    id: 'calls.failure-is-no-verdict',
    what: 'A failure between services is thrown on, never told as a refusal',
    file: verdict,
    cut: [
      'if (!isRefusal(error)) throw error;',
      'const any = error as { code: never; message: string };\n    if (!isRefusal(error)) return answer({ verdict: "refused", code: any.code, detail: any.message });',
    ],
    test: [verdictTest, 'throws %s on'],
  },
  {
    id: 'calls.time-to-answer',
    what: 'A wait for an outcome ends early enough to still answer',
    file: 'packages/kit/src/service/contract-route.ts',
    cut: ['timeLeft(60_000) - afterWaitMs', 'timeLeft(60_000)'],
    test: ['packages/kit/src/service/prefer.test.ts', 'never waits past the deadline'],
  },
  {
    id: 'calls.one-last-look',
    what: 'A wait reads at least once, even when its time is over',
    file: 'packages/kit/src/service/wait-for.ts',
    cut: [
      'const found = await read();',
      'if (clock.now() >= until) return undefined;\n    const found = await read();',
    ],
    test: ['packages/kit/src/service/wait-for.test.ts', 'reads once even if there is no time'],
  },
  {
    id: 'calls.stop-waits',
    what: 'A service that stops lets what it has begun end',
    file: stop,
    cut: ['await inFlight.drain(left());', ''],
    test: [stopTest, 'ends streams'],
  },
  {
    id: 'calls.stop-does-not-wait-for-ever',
    what: 'It does not wait for ever',
    file: 'packages/kit/src/service/in-flight.ts',
    cut: ['await Promise.race([Promise.allSettled(this.#running), late]);', 'await Promise.allSettled(this.#running);'],
    test: [stopTest, 'does not wait for ever'],
  },
  {
    id: 'calls.stop-is-told',
    what: 'A service that stops says so first, so that nothing more is sent to it',
    file: stop,
    cut: ['stopping.abort();\n', ''],
    test: [stopTest, 'ends streams'],
  },
  {
    id: 'calls.checks-end',
    what: 'A dependency that hangs does not hang the probes',
    file: 'packages/kit/src/service/probes.ts',
    cut: ['await Promise.race([check(), late]);', 'await check();'],
    test: ['packages/kit/src/service/probes.test.ts', 'a check that hangs is cut after 3 s'],
  },
  {
    id: 'calls.keys-read-for-all',
    what: "Reading the issuer's keys does not end with the deadline of the first who needed them",
    file: publishedKeys,
    cut: ["runInContext({ requestId: 'jwks', deadline }, this.#read)", '(void deadline, this.#read())'],
    test: [jwksVerifierTest, 'are read with a deadline of their own'],
  },
  {
    id: 'calls.old-keys-serve',
    what: 'Known keys serve on while the issuer is down',
    file: publishedKeys,
    cut: ['if (!known) throw error;', 'throw error;'],
    test: [jwksVerifierTest, 'an issuer that is down is not the fault of the token'],
  },
];
