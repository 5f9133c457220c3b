import external from '../../telemetry/external-metrics.json' with { type: 'json' };

/** What is known of a queue from outside. */
export interface QueueState {
  readonly queue: string;
  /** Messages that nobody has taken. */
  readonly waiting: number;
  /** Of the oldest message that is not done with; unknown where queues do not show their messages. */
  readonly oldestSeconds: number | undefined;
}

type Value = (state: QueueState) => number | undefined;

const metrics: readonly (readonly [string, Value])[] = [
  ['aws_sqs_approximate_number_of_messages_visible_maximum', ({ waiting }) => waiting],
  ['aws_sqs_approximate_age_of_oldest_message_maximum', ({ oldestSeconds }) => oldestSeconds],
];

/** Prometheus' text, by the names that YACE gives to CloudWatch's metrics: rules and dashboards are the same. */
export const exposition = (states: readonly QueueState[]): string =>
  metrics
    .map(([name, valueOf]) => {
      const help = external.find((metric) => metric.name === name)?.help ?? '';
      const lines = states.flatMap((state) => {
        const value = valueOf(state);
        return value === undefined ? [] : [`${name}{dimension_QueueName="${state.queue}"} ${value}`];
      });
      return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines].join('\n');
    })
    .join('\n')
    .concat('\n');
