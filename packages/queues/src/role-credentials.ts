import { readFile } from 'node:fs/promises';
import { systemClock } from '@mercato/kit/time';
import { z } from 'zod';
import { AwsError, tags } from './aws-request.ts';
import type { Credentials, CredentialsSource } from './sigv4.ts';

/** What EKS puts into a pod's environment for one of its two ways to give it a role. */
export interface RoleEnvironment {
  readonly AWS_REGION: string;
  /** IRSA: a token of the service account, which STS changes into credentials. */
  readonly AWS_ROLE_ARN?: string | undefined;
  readonly AWS_WEB_IDENTITY_TOKEN_FILE?: string | undefined;
  readonly AWS_ENDPOINT_URL_STS?: string | undefined;
  /** Pod Identity: the node's agent does so. */
  readonly AWS_CONTAINER_CREDENTIALS_FULL_URI?: string | undefined;
  readonly AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE?: string | undefined;
}

interface Passing extends Credentials {
  readonly expiresAt: number;
}

/** Renewed while the old ones still hold, so that a request under way never loses them. */
const aheadMs = 5 * 60_000;
const answerMs = 5_000;

const refused = (status: number, text: string): AwsError =>
  new AwsError(tags(text, 'Code')[0] ?? 'Unknown', status, tags(text, 'Message')[0] ?? text.slice(0, 200));

const ask = async (url: string, init: RequestInit): Promise<string> => {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(answerMs) });
  const text = await response.text();
  if (!response.ok) throw refused(response.status, text);
  return text;
};

const answered = z
  .object({
    AccessKeyId: z.string().min(1),
    SecretAccessKey: z.string().min(1),
    Token: z.string(),
    Expiration: z.string(),
  })
  .transform(({ AccessKeyId, SecretAccessKey, Token, Expiration }): Passing => ({
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: Token,
    expiresAt: Date.parse(Expiration),
  }));

const fromSts = async (url: string, RoleArn: string, tokenFile: string): Promise<Passing> => {
  // Read each time: the kubelet replaces it.
  const WebIdentityToken = (await readFile(tokenFile, 'utf8')).trim();
  const Action = 'AssumeRoleWithWebIdentity';
  const body = new URLSearchParams({
    Action,
    Version: '2011-06-15',
    RoleArn,
    RoleSessionName: 'mercato',
    WebIdentityToken,
  });
  const xml = await ask(url, { method: 'POST', body });
  const [AccessKeyId, SecretAccessKey, Token, Expiration] = [
    'AccessKeyId',
    'SecretAccessKey',
    'SessionToken',
    'Expiration',
  ].map((name) => tags(xml, name)[0]);
  return answered.parse({ AccessKeyId, SecretAccessKey, Token, Expiration });
};

const fromAgent = async (url: string, tokenFile: string): Promise<Passing> => {
  const authorization = (await readFile(tokenFile, 'utf8')).trim();
  return answered.parse(JSON.parse(await ask(url, { headers: { authorization } })));
};

const keptUntilOld = (fetched: () => Promise<Passing>): CredentialsSource => {
  let kept: Promise<Passing> | undefined;
  return async () => {
    const last = await kept?.catch(() => undefined);
    if (last !== undefined && last.expiresAt - systemClock.now() > aheadMs) return last;
    kept = fetched();
    return kept;
  };
};

/** The role that EKS gave a pod, by IRSA or Pod Identity; nothing where it gave none. */
export const roleCredentials = (env: RoleEnvironment): CredentialsSource | undefined => {
  const { AWS_ROLE_ARN: role, AWS_WEB_IDENTITY_TOKEN_FILE: identity, AWS_REGION: region } = env;
  if (role !== undefined && identity !== undefined) {
    const url = env.AWS_ENDPOINT_URL_STS ?? `https://sts.${region}.amazonaws.com`;
    return keptUntilOld(() => fromSts(url, role, identity));
  }
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: agent, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: token } = env;
  return agent === undefined || token === undefined ? undefined : keptUntilOld(() => fromAgent(agent, token));
};
