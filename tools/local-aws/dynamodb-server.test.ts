import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { awsClient } from './aws-client.ts';
import { callsPath, type LocalServer, startDynamoDb } from './dynamodb-server.ts';
import { createRecorder } from './recorder.ts';

let folder: string;
let server: LocalServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mercato-dynamodb-'));
  server = await startDynamoDb(0, folder, createRecorder(join(folder, 'record.json')));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

// A sidecar that is killed leaves half a request behind.
it('outlives a caller that dies in the middle of its request', async () => {
  const caller = connect(Number(new URL(server.url).port), '127.0.0.1');
  await once(caller, 'connect');
  caller.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{"half');
  await new Promise((resolve) => {
    setTimeout(resolve, 100);
  });
  caller.resetAndDestroy();
  await once(caller, 'close');
  await expect.poll(async () => (await fetch(server.url)).status).toBe(200);
});

it('tells how often each caller has called what', async () => {
  const { dynamodb } = awsClient({ endpoints: { dynamodb: server.url, snssqs: server.url }, accessKeyId: 'cart' });
  for (const name of ['one', 'two']) expect(await dynamodb.describeTable(name)).toBeUndefined();
  const calls = await (await fetch(`${server.url}${callsPath}`)).json();
  expect(calls).toEqual({ cart: { 'dynamodb:DescribeTable': 2 } });
});
