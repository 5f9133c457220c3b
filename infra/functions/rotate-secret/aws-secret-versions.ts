import { type AwsEndpoint, AwsError, callJson } from '@mercato/queues/aws';
import type { SecretVersions } from './secret-versions.ts';

export const awsSecretVersions = (endpoint: AwsEndpoint): SecretVersions => {
  const call = <T>(action: string, body: object): Promise<T> =>
    callJson<T>(endpoint, { service: 'secretsmanager', target: `secretsmanager.${action}`, version: '1.1', body });
  return {
    async describe(SecretId) {
      const { Name, VersionIdsToStages } = await call<{ Name: string; VersionIdsToStages?: Record<string, string[]> }>(
        'DescribeSecret',
        { SecretId },
      );
      return { name: Name, stages: VersionIdsToStages ?? {} };
    },
    async read(SecretId, VersionStage, VersionId) {
      try {
        const body = { SecretId, VersionStage, ...(VersionId === undefined ? {} : { VersionId }) };
        return (await call<{ SecretString?: string }>('GetSecretValue', body)).SecretString;
      } catch (error) {
        if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined;
        throw error;
      }
    },
    async putPending(SecretId, ClientRequestToken, SecretString) {
      await call('PutSecretValue', { SecretId, ClientRequestToken, SecretString, VersionStages: ['AWSPENDING'] });
    },
    async promote(SecretId, MoveToVersionId, RemoveFromVersionId) {
      await call('UpdateSecretVersionStage', {
        SecretId,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId,
        RemoveFromVersionId,
      });
    },
  };
};
