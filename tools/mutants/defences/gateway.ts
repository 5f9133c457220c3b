import type { Defence } from '../defence.ts';

const daprForwarder = 'services/gateway/src/adapters/dapr-forwarder.ts';
const daprForwarderTest = 'services/gateway/src/adapters/dapr-forwarder.test.ts';

/** The way in. */
export const gateway: readonly Defence[] = [
  {
    id: 'gateway.key-goes-along',
    what: 'The Idempotency-Key reaches the service',
    file: 'services/gateway/src/domain/headers.ts',
    cut: ["  'idempotency-key',\n", ''],
    test: ['services/gateway/test/request.test.ts', 'is forwarded, also where it is optional'],
  },
  {
    id: 'gateway.deadline-goes-along',
    what: 'A service gets a deadline that leaves time for its answer to come back',
    file: 'services/gateway/src/routes/proxy.ts',
    cut: ['Math.max(0, timeoutMs - returnMs)', 'Math.max(0, timeoutMs)'],
    test: ['services/gateway/test/forwarding.test.ts', 'goes our deadline, not the one of a stranger'],
  },
  {
    id: 'gateway.late-is-uncertain',
    what: 'A service that does not answer in time is 504, not 503',
    file: daprForwarder,
    cut: ['if (watch.late) throw errors.timeout(request.app);', ''],
    test: [daprForwarderTest, 'gives up in time, also in the middle of an answer'],
  },
  {
    id: 'gateway.broken-answer',
    what: 'An answer that breaks off is a clean 503, never half an answer',
    file: daprForwarder,
    cut: ["if (status === 200 && contentType.startsWith('text/event-stream'))\n", 'if (status === 200)\n'],
    test: [daprForwarderTest, 'says "not available" when there is no sidecar, or the answer breaks off'],
  },
];
