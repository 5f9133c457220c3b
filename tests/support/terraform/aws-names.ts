import type { Known, Values } from './plan-values.ts';

export const account = '111122223333';
export const region = 'us-east-1';

/** The address of a topic or a queue. */
export const arnOf = (service: 'sns' | 'sqs', name: string): string =>
  `arn:aws:${service}:${region}:${account}:${name}`;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const arns: Readonly<Record<string, (values: Values) => string>> = {
  aws_sns_topic: ({ name }) => arnOf('sns', text(name)),
  aws_sqs_queue: ({ name }) => arnOf('sqs', text(name)),
  aws_s3_bucket: ({ bucket }) => `arn:aws:s3:::${text(bucket)}`,
  aws_iam_role: ({ name }) => `arn:aws:iam::${account}:role/${text(name)}`,
  aws_dynamodb_table: ({ name }) => `arn:aws:dynamodb:${region}:${account}:table/${text(name)}`,
  aws_secretsmanager_secret: ({ name }) => `arn:aws:secretsmanager:${region}:${account}:secret:${text(name)}-AbCdEf`,
  aws_ecr_repository: ({ name }) => `arn:aws:ecr:${region}:${account}:repository/${text(name)}`,
  aws_cloudwatch_log_group: ({ name }) => `arn:aws:logs:${region}:${account}:log-group:${text(name)}`,
  aws_lambda_function: ({ function_name: name }) => `arn:aws:lambda:${region}:${account}:function:${text(name)}`,
};

/** Names as AWS gives them, so that policies can be read in a plan. */
export const awsNames: Known = (resource, attribute, values) => {
  if (attribute === 'arn') return arns[resource]?.(values);
  if (attribute === 'url' && resource === 'aws_sqs_queue')
    return `https://sqs.${region}.amazonaws.com/${account}/${text(values['name'])}`;
  if (attribute === 'id' && resource === 'aws_s3_bucket') return values['bucket'];
  return undefined;
};
