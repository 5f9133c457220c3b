import type { Server } from 'node:http';
import { startOtlpReceiver } from '@mercato/testkit/otlp';
import type { QueueSource } from '@mercato/queues';
import { say } from '../shared/progress.ts';
import { prepareMonitoring } from './monitoring.ts';
import { observePorts } from './ports.ts';
import { startQueueExporter } from './queue-exporter.ts';
import { startTraceServer } from './trace-server.ts';

export { observePorts } from './ports.ts';

/** What watches a shop on one machine. */
export interface Observers {
  /** What services and sidecars need to be told to be seen. */
  readonly env: Readonly<Record<string, string>>;
  /** Lines that say where to look. */
  readonly addresses: readonly string[];
  stop(): Promise<void>;
}

const keptSpans = 100_000;
const at = (port: number): string => `http://127.0.0.1:${port}`;

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Prometheus and Alertmanager, which a machine may not have: the shop runs without. */
const startMonitoring = async (): Promise<() => Promise<void>> => {
  try {
    const processes = await prepareMonitoring(at(observePorts.traces));
    for (const each of processes) await each.start();
    await Promise.all(processes.map((each) => each.waitUntilReady()));
    return async () => {
      await Promise.all(processes.map((each) => each.stop()));
    };
  } catch (error) {
    say(`! no Prometheus: ${error instanceof Error ? error.message : String(error)}`);
    return () => Promise.resolve();
  }
};

/** Takes the spans of services and sidecars, looks at metrics and queues, and takes the alerts. */
export const startObservers = async (queues: QueueSource): Promise<Observers> => {
  const receiver = await startOtlpReceiver({ port: observePorts.otlp, keep: keptSpans });
  const traces = await startTraceServer(observePorts.traces, () => receiver.spans);
  const exporter = await startQueueExporter(observePorts.queues, queues);
  const stopMonitoring = await startMonitoring();
  return {
    env: { ...receiver.env, TRACE_URL: `${at(observePorts.traces)}/#{traceId}` },
    addresses: [
      `Traces      ${at(observePorts.traces)}`,
      `Prometheus  ${at(observePorts.prometheus)}    Alertmanager  ${at(observePorts.alertmanager)}`,
      `Queues      ${at(observePorts.queues)}/metrics`,
    ],
    stop: async () => {
      await stopMonitoring();
      await Promise.all([closed(traces), closed(exporter), receiver.close()]);
    },
  };
};
