export { AwsError, awsClient, type AwsClient, type QueueMessage } from '../../../../tools/local-aws/aws-client.ts';
export { ManagedProcess, type ProcessSpec } from '../../../../tools/shared/managed-process.ts';
export { freePorts } from '../../../../tools/shared/ports.ts';
export * from './daprd.ts';
export * from './local-aws.ts';
export * from './service.ts';
export * from './shop-app.ts';
export * from './shop.ts';
export * from './work-folder.ts';
