import { systemClock } from '@mercato/kit/time';
import { type Credentials, type CredentialsSource, signed } from './sigv4.ts';

export interface AwsEndpoint {
  url: string;
  region: string;
  /** Stand-ins accept any key; ours write down who called by its id. */
  credentials: Credentials | CredentialsSource;
}

export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(`${code}: ${message}`);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
  }
}

async function post(endpoint: AwsEndpoint, service: string, headers: Record<string, string>, body: string, ms: number) {
  const { url, region } = endpoint;
  const credentials = typeof endpoint.credentials === 'function' ? await endpoint.credentials() : endpoint.credentials;
  const { host } = new URL(url);
  const init = {
    method: 'POST',
    headers: signed({ host, region, service, headers, body, at: new Date(systemClock.now()) }, credentials),
  };
  const response = await fetch(url, { ...init, body, signal: AbortSignal.timeout(ms) });
  return { response, text: await response.text() };
}

export interface JsonCall {
  service: 'dynamodb' | 'sqs' | 'secretsmanager';
  target: string;
  version: '1.0' | '1.1';
  body: object;
  timeoutMs?: number;
}

export async function callJson<T>(endpoint: AwsEndpoint, call: JsonCall): Promise<T> {
  const headers = { 'content-type': `application/x-amz-json-${call.version}`, 'x-amz-target': call.target };
  const payload = JSON.stringify(call.body);
  const { response, text } = await post(endpoint, call.service, headers, payload, call.timeoutMs ?? 10_000);
  if (response.ok) return (text === '' ? {} : JSON.parse(text)) as T;
  const problem = parseProblem(text);
  throw new AwsError(problem.code, response.status, problem.message);
}

function parseProblem(text: string): { code: string; message: string } {
  try {
    const body = JSON.parse(text) as { __type?: string; message?: string; Message?: string };
    const code = (body.__type ?? 'Unknown').split('#').pop() ?? 'Unknown';
    return { code, message: body.message ?? body.Message ?? '' };
  } catch {
    return { code: 'Unknown', message: text.slice(0, 200) };
  }
}

/** The query protocol: parameters in a form, an answer in XML. */
export async function callQuery(
  endpoint: AwsEndpoint,
  service: 'sns' | 'sts',
  parameters: Record<string, string>,
): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(parameters).toString();
  const { response, text } = await post(endpoint, service, headers, body, 10_000);
  if (response.ok) return text;
  throw new AwsError(
    tags(text, 'Code')[0] ?? 'Unknown',
    response.status,
    tags(text, 'Message')[0] ?? text.slice(0, 200),
  );
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function tags(xml: string, name: string): string[] {
  const found = xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'));
  return Array.from(found, ([, text = '']) => text.replace(/&(\w+);/g, (all, key: string) => entities[key] ?? all));
}
