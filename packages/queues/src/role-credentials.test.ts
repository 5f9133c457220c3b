import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { callJson } from './aws-request.ts';
import { roleCredentials } from './role-credentials.ts';

interface Asked {
  readonly method: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** One that gives credentials, the n-th with the key `key-n`. */
const giver = async (answer: (turn: number) => readonly [status: number, body: string]) => {
  const asked: Asked[] = [];
  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, headers } = request;
    const [status, given] = answer(asked.push({ method, headers, body: await text(request) }));
    response.writeHead(status).end(given);
  };
  const server = createServer((request, response) => void reply(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
};

const tokenFile = (token: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'mercato-token-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'token');
  writeFileSync(path, `${token}\n`);
  return path;
};

const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
const sts = (turn: number, minutes: number): string =>
  `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><SessionToken>s&amp;t</SessionToken>` +
  `<SecretAccessKey>secret</SecretAccessKey><Expiration>${inMinutes(minutes)}</Expiration>` +
  `<AccessKeyId>key-${turn}</AccessKeyId></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;
const agent = (turn: number, minutes: number): string =>
  JSON.stringify({ AccessKeyId: `key-${turn}`, SecretAccessKey: 'secret', Token: 't', Expiration: inMinutes(minutes) });

const AWS_REGION = 'eu-west-1';
const AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/mercato-operations';

const byIdentity = async (minutes: number) => {
  const { url, asked } = await giver((turn) => [200, sts(turn, minutes)]);
  const AWS_WEB_IDENTITY_TOKEN_FILE = tokenFile('of the account');
  const source = roleCredentials({ AWS_REGION, AWS_ROLE_ARN, AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ENDPOINT_URL_STS: url });
  return { source, asked, tokenPath: AWS_WEB_IDENTITY_TOKEN_FILE };
};

it('IRSA: changes the token of the service account into credentials, unsigned', async () => {
  const { source, asked } = await byIdentity(60);
  expect(await source?.()).toMatchObject({ accessKeyId: 'key-1', secretAccessKey: 'secret', sessionToken: 's&t' });
  expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toMatchObject({
    Action: 'AssumeRoleWithWebIdentity',
    RoleArn: AWS_ROLE_ARN,
    WebIdentityToken: 'of the account',
  });
  expect(asked[0]?.headers.authorization).toBeUndefined();
});

it('Pod Identity: asks the agent with the token that lies beside it', async () => {
  const { url, asked } = await giver((turn) => [200, agent(turn, 60)]);
  const source = roleCredentials({
    AWS_REGION,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile('of the pod'),
  });
  expect(await source?.()).toMatchObject({ accessKeyId: 'key-1', sessionToken: 't' });
  expect([asked[0]?.method, asked[0]?.headers.authorization]).toEqual(['GET', 'of the pod']);
});

it('keeps them while they hold, and asks again, with the token of then, before they end', async () => {
  const long = await byIdentity(60);
  await long.source?.();
  await long.source?.();
  expect(long.asked).toHaveLength(1);

  const short = await byIdentity(4);
  await short.source?.();
  writeFileSync(short.tokenPath, 'the next');
  expect(await short.source?.()).toMatchObject({ accessKeyId: 'key-2' });
  expect(new URLSearchParams(short.asked[1]?.body).get('WebIdentityToken')).toBe('the next');
});

it('says why it was refused, and asks again', async () => {
  const denied = '<ErrorResponse><Error><Code>AccessDenied</Code><Message>not yours</Message></Error></ErrorResponse>';
  const { url } = await giver((turn) => (turn === 1 ? [403, denied] : [200, sts(turn, 60)]));
  const AWS_WEB_IDENTITY_TOKEN_FILE = tokenFile('t');
  const source = roleCredentials({ AWS_REGION, AWS_ROLE_ARN, AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ENDPOINT_URL_STS: url });
  await expect(source?.()).rejects.toThrow('AccessDenied: not yours');
  expect(await source?.()).toMatchObject({ accessKeyId: 'key-2' });
});

it('signs a request with what the role gave', async () => {
  const { source: credentials = () => Promise.reject(new Error('none')) } = await byIdentity(60);
  const queues = await giver(() => [200, '{}']);
  const call = { service: 'sqs', target: 'AmazonSQS.ListQueues', version: '1.0', body: {} } as const;
  await callJson({ url: queues.url, region: AWS_REGION, credentials }, call);
  const { headers } = queues.asked[0] ?? {};
  expect(headers?.authorization).toMatch(/Credential=key-1\/.*SignedHeaders=[^,]*x-amz-security-token/);
  expect(headers?.['x-amz-security-token']).toBe('s&t');
});

it('is nothing where EKS gave no role', () => {
  expect(roleCredentials({ AWS_REGION })).toBeUndefined();
  expect(roleCredentials({ AWS_REGION, AWS_ROLE_ARN })).toBeUndefined();
});
