/** A component as daprd reads it: JSON is YAML, and a text of more than one line is a document. */
const component = (name: string, type: string, metadata: Readonly<Record<string, string>>): string =>
  `${JSON.stringify(
    {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Component',
      metadata: { name },
      spec: {
        type,
        version: 'v1',
        metadata: Object.entries(metadata).map(([key, value]) => ({ name: key, value })),
      },
    },
    undefined,
    1,
  )}\n`;

/** The same table on the same stand-in as ours. */
export const stateOn = (endpoint: string): string =>
  component('state', 'state.aws.dynamodb', { table: 'mercato', partitionKey: 'key', region: 'us-east-1', endpoint });

/** Workflows cannot live on DynamoDB. */
export const workflowsOn = (file: string): string =>
  component('workflows', 'state.sqlite', { connectionString: file, actorStateStore: 'true' });

/** With a topic, Dapr's outbox publishes there what a transaction writes. */
export const outboxOn = (file: string, topic: string | undefined): string =>
  component('state', 'state.sqlite', {
    connectionString: file,
    ...(topic !== undefined && { outboxPublishPubsub: 'events', outboxPublishTopic: topic }),
  });

/** The sidecar makes its topics and queues by itself; for the rest as ours. */
export const eventsOn = (endpoint: string): string =>
  component('events', 'pubsub.aws.snssqs', {
    region: 'us-east-1',
    endpoint,
    consumerID: '{appID}-stock',
    messageVisibilityTimeout: '15',
    messageMaxNumber: '10',
    messageWaitTimeSeconds: '20',
    concurrencyMode: 'parallel',
    concurrencyLimit: '10',
  });
