import { awsSecretVersions } from './aws-secret-versions.ts';
import { rotate, type RotationStep } from './rotate.ts';

const { AWS_REGION: region = '', AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;

const versions = awsSecretVersions({
  url: `https://secretsmanager.${region}.amazonaws.com`,
  region,
  credentials: {
    accessKeyId: AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: AWS_SECRET_ACCESS_KEY ?? '',
    sessionToken: AWS_SESSION_TOKEN,
  },
});

/** Called by Secrets Manager. */
export const handler = (step: RotationStep): Promise<void> => rotate(versions, step, Date.now());
