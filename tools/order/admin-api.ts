import { filledPath, type RouteContract } from '@mercato/contracts/shared';
import { userApi } from '@mercato/contracts/user';
import type { z } from 'zod';
import type { Credentials } from '../seed/shop-client.ts';

type Body<R extends RouteContract> = R['answers'][200] extends infer A extends z.ZodType ? z.output<A> : undefined;

export interface Question {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

const timeoutMs = 10_000;
/** There is no such thing, or its name is none. */
const absent = new Set([400, 404]);

const addressOf = ({ path }: RouteContract, { params = {}, query = {} }: Question): string => {
  const filled = filledPath(path, params);
  const text = new URLSearchParams(query).toString();
  return text === '' ? filled : `${filled}?${text}`;
};

/** The shop's public API as its administrator reads it. */
export class AdminApi {
  readonly #baseUrl: string;
  readonly #token: string;

  private constructor(baseUrl: string, token: string) {
    this.#baseUrl = baseUrl;
    this.#token = token;
  }

  static async signIn(baseUrl: string, credentials: Credentials): Promise<AdminApi> {
    const url = baseUrl.replace(/\/$/, '');
    const answer = await send(url, userApi.login.path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    });
    if (answer.status !== 200) throw new Error(`${url} does not let ${credentials.email} in: ${answer.status}`);
    return new AdminApi(url, userApi.login.answers[200].parse(await answer.json()).accessToken);
  }

  /** Undefined where there is nothing. */
  async read<R extends RouteContract>(route: R, question: Question): Promise<Body<R> | undefined> {
    const headers = { authorization: `Bearer ${this.#token}` };
    const answer = await send(this.#baseUrl, addressOf(route, question), { headers });
    const schema = route.answers[200];
    if (answer.status === 200 && schema !== undefined && typeof schema !== 'string') {
      return schema.parse(await answer.json()) as Body<R>;
    }
    if (absent.has(answer.status)) return undefined;
    throw new Error(`${route.method} ${addressOf(route, question)} answered ${answer.status}: ${await answer.text()}`);
  }
}

const send = async (baseUrl: string, path: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(`${baseUrl}${path}`, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    throw new Error(`The shop does not answer at ${baseUrl}: start it with npm start`, { cause: error });
  }
};
