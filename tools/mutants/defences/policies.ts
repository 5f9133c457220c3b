import type { Defence } from '../defence.ts';

const resiliency = 'dapr/resiliency.yaml';
const gateway = 'dapr/resiliency-gateway.yaml';
const userPolicies = 'user: { timeout: internalCall, retry: lostConnection, circuitBreaker: callee }';
const integration = (name: string): string => `tests/integration/resiliency/${name}.test.ts`;

/** What the sidecars' policies do, as only real sidecars show. */
export const policies: readonly Defence[] = [
  {
    id: 'policies.lost-connection',
    what: 'A call whose connection was lost is tried again',
    file: resiliency,
    cut: [userPolicies, 'user: { timeout: internalCall, circuitBreaker: callee }'],
    test: [integration('lost-connection'), 'is soon answered when the callee comes back'],
  },
  {
    id: 'policies.jitter',
    what: 'Callers whose calls were lost together do not come again together',
    file: gateway,
    cut: ['policy: exponential\n        maxInterval: 1s', 'policy: constant\n        duration: 1s'],
    test: [
      integration('retry-intervals'),
      'waits are spread, so that callers who failed together do not come again together',
    ],
  },
  {
    id: 'policies.breaker',
    what: 'A callee that keeps failing is spared',
    file: resiliency,
    cut: [userPolicies, 'user: { timeout: internalCall, retry: lostConnection }'],
    test: [integration('breaker'), 'opens after twenty failures in a row, not before'],
  },
  {
    id: 'policies.few-probes',
    what: 'A callee that may be well again is tried by a few calls, not by all that wait',
    file: resiliency,
    cut: ['callee:\n        maxRequests: 3', 'callee:\n        maxRequests: 100'],
    test: [integration('breaker'), 'lets a few through to see, and opens again when they fail'],
  },
  {
    id: 'policies.timeout',
    what: 'A callee that hangs is cut off by the sidecar, should the caller forget to',
    file: resiliency,
    cut: [userPolicies, 'user: { retry: lostConnection, circuitBreaker: callee }'],
    test: [integration('slow-callee'), 'cuts a slow callee off, at each try'],
  },
  {
    id: 'policies.one-layer-of-retries',
    what: 'What a service has answered is not tried again by the hop before it',
    file: gateway,
    cut: ["httpStatusCodes: '502'", 'httpStatusCodes: 500-599'],
    test: [integration('amplification'), '%s: is tried as often as one hop may, not as often as all together'],
  },
  {
    id: 'policies.conflicts-are-no-failures',
    what: 'Writers in conflict close the store for nobody',
    file: resiliency,
    cut: ['outbound: { timeout: stateAccess }', 'outbound: { timeout: stateAccess, circuitBreaker: broker }'],
    test: [
      integration('conflicts'),
      '64 writers of one document: one wins, all others learn of it, and the store is there for the next',
    ],
  },
  {
    id: 'policies.orders-are-waited-for',
    what: 'The sidecar ends neither a wait for an order nor its stream',
    file: gateway,
    cut: ['order: { retry: lostConnection }', 'order: { timeout: edge, retry: lostConnection }'],
    test: [
      'tests/conformance/resiliency.test.ts',
      'the edge has no breaker, which would count wrong passwords, and does not cut the event stream of orders',
    ],
  },
];
