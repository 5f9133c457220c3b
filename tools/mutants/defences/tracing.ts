import type { Defence } from '../defence.ts';

const tracingTest = 'packages/kit/src/telemetry/tracing.test.ts';
const tracedApi = 'packages/kit/src/dapr/traced-api.ts';
const tracedApiTest = 'packages/kit/src/dapr/traced-api.test.ts';
const sameTrace = 'given?.slice(0, traceLength) === published.slice(0, traceLength) ? given : published';

/** What tears a trace, or fills the store of traces with nobody's. */
export const tracing: readonly Defence[] = [
  {
    id: 'tracing.sidecar-is-told',
    what: 'A call of the sidecar carries its span, or the sidecar would begin a trace of its own',
    file: tracedApi,
    cut: ['{ ...options, headers: injectTrace({}) }', '{ ...options }'],
    test: [tracedApiTest, 'is a span, whose context goes along'],
  },
  {
    id: 'tracing.nobodys-calls',
    what: 'What no request asked for is recorded nowhere',
    file: 'packages/kit/src/telemetry/spans.ts',
    cut: [
      "headers['traceparent'] = currentTraceparent() ?? nobodysTraceparent;",
      "const own = currentTraceparent();\n  if (own !== undefined) headers['traceparent'] = own;",
    ],
    test: [tracedApiTest, 'for nobody’s request is recorded neither here nor there'],
  },
  {
    id: 'tracing.strangers',
    what: 'A stranger’s trace is not continued at the edge',
    file: 'packages/kit/src/service/observe.ts',
    cut: ['options.edge ? { from: {}, linkTo: given } :', ''],
    test: [tracingTest, 'at the edge begins traces of its own, linked to what a stranger sent'],
  },
  {
    id: 'tracing.other-traces',
    what: 'A delivery belongs to its message’s trace, whatever else its headers say',
    file: 'packages/kit/src/service/message-delivery.ts',
    cut: [sameTrace, 'given'],
    test: [tracingTest, 'puts between itself and the publisher %s'],
  },
  {
    id: 'tracing.sidecars-lie-between',
    what: 'A delivery follows from the sidecar’s span, where that is of the message’s trace',
    file: 'packages/kit/src/service/message-delivery.ts',
    cut: [sameTrace, 'published'],
    test: [tracingTest, 'puts between itself and the publisher %s'],
  },
  {
    id: 'tracing.stop-is-not-held-up',
    what: 'A collector that is away fails no stop',
    file: 'packages/kit/src/telemetry/start-telemetry.ts',
    cut: ['.catch(() => undefined)', ''],
    test: [tracingTest, 'that nobody answers holds up no stop, and fails nothing'],
  },
];
