import { resiliencyOf, resourcesFile } from '../../conformance/files.ts';

/** How a queue and the sidecar that serves it behave. */
export interface QueuePolicy {
  readonly visibilityMs: number;
  readonly receiveLimit: number;
  /** How long the sidecar waits before each further try, while it holds the message. */
  readonly retries: readonly number[];
}

const { policies, targets } = resiliencyOf('resiliency').spec;

const backoff = (component: string): readonly number[] => {
  const policy = policies.retries[targets.components[component]?.inbound?.retry ?? ''];
  if (!policy) throw new Error(`Nothing says how ${component} are tried again`);
  const most = Number.parseInt(policy.maxInterval, 10) * 1_000;
  return Array.from({ length: policy.maxRetries }, (_, i) => Math.min(500 * 1.5 ** i, most));
};

const retries = { commands: backoff('commands'), events: backoff('events') };

const policyOf = ({ name, visibilityTimeoutSeconds, maxReceiveCount }: (typeof resourcesFile.queues)[number]) => ({
  visibilityMs: visibilityTimeoutSeconds * 1_000,
  receiveLimit: maxReceiveCount,
  retries: name.endsWith('-commands') ? retries.commands : retries.events,
});

/** The shop's own queues, by name, as its files declare them. */
export const queuePolicies: ReadonlyMap<string, QueuePolicy> = new Map(
  resourcesFile.queues.map((queue) => [queue.name, policyOf(queue)]),
);
