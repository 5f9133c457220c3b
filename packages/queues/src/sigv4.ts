import { createHash, createHmac } from 'node:crypto';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  /** Of a role that was assumed. */
  sessionToken?: string | undefined;
}

/** Asked before each request: those of a role pass. */
export type CredentialsSource = () => Promise<Credentials>;

/** A POST to the root of a service's endpoint, which is all that our client ever sends. */
export interface PostRequest {
  host: string;
  region: string;
  service: string;
  headers: Record<string, string>;
  body: string;
  at: Date;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** `20150830T123600Z` */
const stamp = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, '');

function signatureOf({ secretAccessKey }: Credentials, scope: string, text: string): string {
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, text).toString('hex');
}

/** The headers to send by AWS's Signature Version 4: those given, and the ones that prove who asks. */
export function signed(request: PostRequest, credentials: Credentials): Record<string, string> {
  const date = stamp(request.at);
  const { sessionToken } = credentials;
  const headers: Record<string, string> = {
    ...Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value.trim()])),
    'x-amz-date': date,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  const toSign = Object.entries({ ...headers, host: request.host }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const names = toSign.map(([name]) => name).join(';');
  const lines = toSign.map(([name, value]) => `${name}:${value}\n`).join('');
  const canonical = ['POST', '/', '', lines, names, sha256(request.body)].join('\n');
  const scope = `${date.slice(0, 8)}/${request.region}/${request.service}/aws4_request`;
  const signature = signatureOf(credentials, scope, ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n'));
  const credential = `Credential=${credentials.accessKeyId}/${scope}`;
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`,
  };
}
