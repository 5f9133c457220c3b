import type { AppResources } from './app-resources.ts';

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** Stands in every ARN where the account's number belongs; Terraform's templatefile fills it in. */
const account = '${account}';

interface Scope {
  readonly sid: string;
  readonly resources: (app: AppResources) => readonly string[];
  readonly condition?: (app: AppResources) => NonNullable<Statement['Condition']>;
}

const arn = (service: string, region: string, name: string): string =>
  `arn:aws:${service}:${region}:${account}:${name}`;
const topics = (names: readonly string[], { region }: AppResources) => names.map((name) => arn('sns', region, name));
const queues = (names: readonly string[], { region }: AppResources) => names.map((name) => arn('sqs', region, name));

const ownItems: Scope = {
  sid: 'OwnItems',
  resources: ({ region, table }) => [arn('dynamodb', region, `table/${table}`)],
  // Dapr puts the app id before every key. A request without a key would pass ForAllValues, hence the second line.
  condition: ({ app }) => ({
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${app}||*`] },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  }),
};
const publishing: Scope = { sid: 'PublishTopics', resources: (app) => topics(app.publishes, app) };
const subscribing: Scope = { sid: 'SubscribeQueues', resources: (app) => topics(app.subscribes, app) };
const knownTopics: Scope = {
  sid: 'KnowTopics',
  resources: (app) => topics([...new Set([...app.publishes, ...app.subscribes])].toSorted(), app),
};
const receiving: Scope = { sid: 'ReceiveMessages', resources: (app) => queues(app.receives, app) };
const sending: Scope = { sid: 'SendMessages', resources: (app) => queues(app.sends, app) };
const knownQueues: Scope = {
  sid: 'KnowQueues',
  resources: (app) => queues([...app.queues, ...app.deadLetterQueues].toSorted(), app),
};
const ownSecrets: Scope = {
  sid: 'ReadSecrets',
  // Secrets Manager ends every ARN with a hyphen and six characters of its own.
  resources: ({ region, secrets }) => secrets.map((name) => arn('secretsmanager', region, `secret:${name}-??????`)),
};
const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;
const ownObjects: Scope = {
  sid: 'OwnObjects',
  resources: ({ buckets }) => buckets.map((name) => `${bucketArn(name)}/*`),
};
const ownBuckets: Scope = { sid: 'ListObjects', resources: ({ buckets }) => buckets.map(bucketArn) };
// AWS answers it to everybody; named so that the files tell all that is called.
const itself: Scope = { sid: 'KnowItself', resources: () => ['*'] };

/** What each action is about. An action that is not here makes no policy: somebody must think about it first. */
const scopes: Readonly<Record<string, Scope>> = {
  'dynamodb:GetItem': ownItems,
  'dynamodb:PutItem': ownItems,
  'dynamodb:UpdateItem': ownItems,
  'dynamodb:DeleteItem': ownItems,
  'dynamodb:BatchGetItem': ownItems,
  'sns:Publish': publishing,
  'sns:Subscribe': subscribing,
  'sns:ListSubscriptionsByTopic': subscribing,
  'sns:GetTopicAttributes': knownTopics,
  'sqs:GetQueueUrl': knownQueues,
  'sqs:GetQueueAttributes': knownQueues,
  'sqs:ReceiveMessage': receiving,
  'sqs:DeleteMessage': receiving,
  'sqs:ChangeMessageVisibility': receiving,
  'sqs:SendMessage': sending,
  'sqs:StartMessageMoveTask': receiving,
  'sqs:ListMessageMoveTasks': receiving,
  's3:DeleteObject': ownObjects,
  's3:GetObject': ownObjects,
  's3:PutObject': ownObjects,
  's3:ListBucket': ownBuckets,
  'secretsmanager:GetSecretValue': ownSecrets,
  'sts:GetCallerIdentity': itself,
};

const scopeOf = (action: string, app: string): Scope => {
  const scope = scopes[action];
  if (scope === undefined) throw new Error(`${app} calls ${action}: say in tools/iam/policy.ts what it is about`);
  return scope;
};

/** The least that lets an app's sidecar do what it was seen to do. */
export const policyFor = (actions: readonly string[], app: AppResources): Policy => {
  const grouped = Map.groupBy(actions.toSorted(), (action) => scopeOf(action, app.app));
  const statements = Array.from(grouped, ([{ sid, resources, condition }, Action]): Statement => {
    const Resource = resources(app);
    if (Resource.length === 0) throw new Error(`${app.app} calls ${Action.join(', ')}, but has no resource for it`);
    return { Sid: sid, Effect: 'Allow', Action, Resource, ...(condition && { Condition: condition(app) }) };
  });
  return { Version: '2012-10-17', Statement: statements.toSorted((a, b) => a.Sid.localeCompare(b.Sid)) };
};
