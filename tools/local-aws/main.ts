import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { awsClient } from './aws-client.ts';
import { startDynamoDb, type LocalServer } from './dynamodb-server.ts';
import { createRecorder } from './recorder.ts';
import { ensureResources, readResources, withVisibility } from './resources.ts';
import { startSnsSqs } from './snssqs-server.ts';

const { values } = parseArgs({
  options: {
    'dynamodb-port': { type: 'string', default: '0' },
    'snssqs-port': { type: 'string', default: '0' },
    data: { type: 'string' },
    resources: { type: 'string' },
    record: { type: 'string' },
    'visibility-seconds': { type: 'string' },
  },
});

async function main(data: string): Promise<void> {
  mkdirSync(join(data, 'snssqs'), { recursive: true });
  const recorder = createRecorder(values.record);
  const servers: LocalServer[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.close()));
    recorder.flush();
    process.exit(0);
  };
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => void stop());

  const dynamodb = await startDynamoDb(Number(values['dynamodb-port']), join(data, 'dynamodb'), recorder);
  servers.push(dynamodb);
  const snssqs = await startSnsSqs(Number(values['snssqs-port']), join(data, 'snssqs'), recorder);
  servers.push(snssqs);

  const seconds = values['visibility-seconds'];
  const resources = withVisibility(
    readResources(values.resources),
    seconds === undefined ? undefined : Number(seconds),
  );
  const endpoints = { dynamodb: dynamodb.url, snssqs: snssqs.url };
  await ensureResources(awsClient({ endpoints, region: resources.region, accessKeyId: 'provisioner' }), resources);
  process.stdout.write(
    `${JSON.stringify({ ready: true, ...endpoints, region: resources.region, pid: process.pid })}\n`,
  );
}

if (values.data === undefined) throw new Error('--data DIR says where the state is kept');
await main(values.data);
