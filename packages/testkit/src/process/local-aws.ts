import { join } from 'node:path';
import { awsClient, type AwsClient } from '../../../../tools/local-aws/aws-client.ts';
import { launchLocalAws, type LocalAws } from '../../../../tools/local-aws/launch.ts';
import { freePorts } from '../../../../tools/shared/ports.ts';
import { workFolder } from './work-folder.ts';

export interface TestAwsOptions {
  /** Overrides every queue's visibility timeout, so that a redelivery comes soon. */
  visibilitySeconds?: number | undefined;
  /** Another resource list than `infra/aws-resources.json`. */
  resources?: string | undefined;
  /** Where to write which AWS actions each app id called. */
  record?: string | undefined;
  /** `ministack` or a URL instead of dynalite and fauxqs. */
  choice?: string | undefined;
  /** Where the state is kept; a new empty folder by default. */
  data?: string | undefined;
}

export interface TestAws extends LocalAws {
  client: AwsClient;
}

export async function startLocalAws(options: TestAwsOptions = {}): Promise<TestAws> {
  const folder = workFolder('aws');
  const [dynamodb = 0, snssqs = 0] = await freePorts(2);
  const local = await launchLocalAws({
    ...options,
    data: options.data ?? join(folder.path, 'data'),
    logFile: join(folder.path, 'local-aws.log'),
    ports: { dynamodb, snssqs },
  });
  const stop = async (): Promise<void> => {
    await local.stop();
    folder.remove();
  };
  return { ...local, stop, client: awsClient({ endpoints: local.endpoints, accessKeyId: 'test' }) };
}
