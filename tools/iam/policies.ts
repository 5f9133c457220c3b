import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { serviceNames } from '@mercato/contracts/shared';
import { rootDir } from '../shared/paths.ts';
import { appResources } from './app-resources.ts';
import { type Policy, policyFor } from './policy.ts';

/** Which actions each caller was seen to use: what the local AWS records. */
export type Recorded = Readonly<Record<string, readonly string[]>>;
export type Policies = Readonly<Record<string, Policy>>;

const folder = join(rootDir, 'infra/iam');

// Never seen here, where secrets and the archive lie in files: on AWS they are Secrets Manager's and S3's. Nor is the task
// by which SQS itself moves dead letters, which no stand-in has.
const onAwsOnly: Recorded = {
  user: ['secretsmanager:GetSecretValue'],
  cart: ['secretsmanager:GetSecretValue'],
  payment: ['secretsmanager:GetSecretValue'],
  analytics: ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
  operations: ['sqs:ListMessageMoveTasks', 'sqs:StartMessageMoveTask'],
};

// Too seldom for a run of minutes: an Idempotency-Key whose request failed on our side is given back, a name that was
// claimed is let go, an old bucket of the catalogue's change log is dropped, the reason of a failure is noted, and what no try can mend is
// put aside.
const seldom: Recorded = {
  user: ['dynamodb:DeleteItem'],
  product: ['dynamodb:DeleteItem', 'sqs:SendMessage'],
  order: ['dynamodb:DeleteItem', 'sqs:SendMessage'],
  notification: ['dynamodb:DeleteItem', 'sqs:SendMessage'],
  payment: ['dynamodb:DeleteItem'],
  cart: ['sqs:SendMessage'],
  shipping: ['sqs:SendMessage'],
  analytics: ['dynamodb:PutItem', 'sqs:SendMessage'],
  operations: ['dynamodb:DeleteItem'],
};

/** A policy for each service whose sidecar calls AWS at all; other callers are tools and tests. */
export const policiesFrom = (recorded: Recorded): Policies => {
  const entries = serviceNames.flatMap((app) => {
    const seen = recorded[app] ?? [];
    const actions = new Set([...seen, ...(seldom[app] ?? []), ...(onAwsOnly[app] ?? [])]);
    return seen.length === 0 ? [] : [[app, policyFor([...actions], appResources(app))] as const];
  });
  return Object.fromEntries(entries);
};

export const readRecord = (file: string): Recorded => JSON.parse(readFileSync(file, 'utf8')) as Recorded;

export const committedPolicies = (): Policies =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => [file.slice(0, -5), JSON.parse(readFileSync(join(folder, file), 'utf8')) as Policy]),
  );

/** Writes them as the formatter wants them. */
export const writePolicies = async (policies: Policies): Promise<readonly string[]> => {
  const options = await resolveConfig(join(folder, 'x.json'));
  const files = Object.entries(policies).map(async ([app, policy]) => {
    const file = join(folder, `${app}.json`);
    writeFileSync(file, await format(JSON.stringify(policy), { ...options, filepath: file }));
    return file;
  });
  return Promise.all(files);
};
