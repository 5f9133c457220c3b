import { baseConfig, secretText } from '@mercato/kit/config';
import { z } from 'zod';

/** What the operations service reads from its environment. */
export const operationsConfig = baseConfig.extend({
  /** Names every process to look at, as Prometheus' `file_sd_configs` do; without it nothing is looked at. */
  TARGETS_FILE: z.string().min(1).optional(),
  /** Between two looks, and how far the past reaches. */
  LOOK_EVERY_MS: z.coerce.number().int().min(1_000).max(60_000).default(5_000),
  LOOK_BACK_MS: z.coerce.number().int().min(60_000).max(3_600_000).default(1_800_000),
  /** Where a trace can be looked at, with `{traceId}` in it. */
  TRACE_URL: z.string().includes('{traceId}').optional(),
  /** Where the queue service is, elsewhere than on AWS. */
  AWS_ENDPOINT_SNSSQS: z.url().optional(),
  AWS_REGION: z.string().default('us-east-1'),
  /** Keys of one's own, on a laptop; in a pod EKS sets what leads to its role instead. */
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: secretText.optional(),
  AWS_SESSION_TOKEN: secretText.optional(),
  AWS_ROLE_ARN: z.string().optional(),
  AWS_WEB_IDENTITY_TOKEN_FILE: z.string().optional(),
  AWS_ENDPOINT_URL_STS: z.url().optional(),
  AWS_CONTAINER_CREDENTIALS_FULL_URI: z.url().optional(),
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: z.string().optional(),
  /** `local` lets administrators kill and pause what runs on this machine; kit refuses it in production. */
  CHAOS_PANEL: z.literal('local').optional(),
  /** Where the local supervisors keep their pids. */
  PIDS_DIR: z.string().default('.mercato/run/pids'),
});
