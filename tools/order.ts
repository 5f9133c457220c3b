import { parseArgs } from 'node:util';
import { awsClient } from './local-aws/aws-client.ts';
import { AdminApi } from './order/admin-api.ts';
import { collect } from './order/collect.ts';
import { format } from './order/format.ts';
import { coloured, plain } from './order/paint.ts';
import { adminCredentials } from './shared/admin-credentials.ts';
import { logsDir } from './shared/paths.ts';
import { say } from './shared/progress.ts';
import { localEndpoints } from './start/local-aws.ts';
import { shopUrl } from './start/readiness.ts';

const usage = 'Usage: npm run order -- <order id>';

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [id, ...rest] = positionals;
  if (id === undefined || rest.length > 0) throw new Error(usage);
  const api = await AdminApi.signIn(shopUrl, adminCredentials());
  const endpoints = localEndpoints(process.env['LOCAL_AWS']);
  const queues = { sqs: awsClient({ endpoints }).sqs, endpoint: endpoints.snssqs };
  const dossier = await collect(id, { api, queues, logs: logsDir });
  if (dossier === undefined) throw new Error(`There is no order ${id}`);
  say(format(dossier, process.stdout.isTTY && !process.env['NO_COLOR'] ? coloured : plain));
}

try {
  await main();
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
