import { setTimeout as sleep } from 'node:timers/promises';
import type { CatalogueProduct } from '@mercato/catalogue-file';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

interface Request {
  readonly method?: 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const tries = 8;
const longestPauseMs = 5_000;
const timeoutMs = 40_000;
/** Answers that another try may mend. */
const transient = new Set([408, 425, 429, 500, 502, 503, 504]);

/** The shop as its administrator's programs use it: through the gateway, repeating what may be repeated. */
export class ShopClient {
  readonly #baseUrl: string;
  readonly #credentials: Credentials;
  #token: string | undefined;

  constructor(baseUrl: string, credentials: Credentials) {
    this.#baseUrl = baseUrl.replace(/\/$/, '');
    this.#credentials = credentials;
  }

  async signIn(): Promise<void> {
    const answer = await this.#try('/api/users/login', { method: 'POST', body: JSON.stringify(this.#credentials) });
    if (answer.status !== 200) throw new Error(`Signing in as ${this.#credentials.email}: ${await reasonOf(answer)}`);
    this.#token = ((await answer.json()) as { accessToken: string }).accessToken;
  }

  /** Creates or replaces up to 100 products. The same key never imports twice. */
  async import(products: readonly CatalogueProduct[], idempotencyKey: string): Promise<void> {
    const answer = await this.#asAdmin('/api/products/import', {
      method: 'POST',
      headers: { 'idempotency-key': idempotencyKey, prefer: 'wait=25' },
      body: JSON.stringify({ products }),
    });
    // 202: recorded durably, and done by the shop when it can.
    if (answer.status !== 200 && answer.status !== 202) throw new Error(`Importing: ${await reasonOf(answer)}`);
  }

  async countProducts(): Promise<number> {
    const answer = await this.#try('/api/products?limit=1', {});
    if (answer.status !== 200) throw new Error(`Listing products: ${await reasonOf(answer)}`);
    return ((await answer.json()) as { total: number }).total;
  }

  /** A long import outlives an access token. */
  async #asAdmin(path: string, request: Request): Promise<Response> {
    const send = (): Promise<Response> =>
      this.#try(path, { ...request, headers: { ...request.headers, authorization: `Bearer ${this.#token ?? ''}` } });
    const answer = this.#token === undefined ? undefined : await send();
    if (answer && answer.status !== 401) return answer;
    await this.signIn();
    return send();
  }

  async #try(path: string, request: Request): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#send(path, request).catch((error: unknown) => {
        if (attempt === tries) throw new Error(`${this.#baseUrl} does not answer`, { cause: error });
        return undefined;
      });
      if (answer && (!transient.has(answer.status) || attempt === tries)) return answer;
      await sleep(pauseOf(attempt, answer));
    }
  }

  #send(path: string, request: Request): Promise<Response> {
    const headers = { 'content-type': 'application/json', ...request.headers };
    return fetch(`${this.#baseUrl}${path}`, { ...request, headers, signal: AbortSignal.timeout(timeoutMs) });
  }
}

const pauseOf = (attempt: number, answer: Response | undefined): number => {
  const asked = Number(answer?.headers.get('retry-after') ?? 0) * 1_000;
  return Math.min(longestPauseMs, Math.max(asked || 0, 100 * 2 ** attempt));
};

/** The problem's own words: its code and what it says about the fields. */
const reasonOf = async (answer: Response): Promise<string> => {
  const text = await answer.text();
  try {
    const problem = JSON.parse(text) as { code?: string; detail?: string };
    return `${answer.status} ${problem.code ?? ''} ${problem.detail ?? ''}`.trim();
  } catch {
    return `${answer.status} ${text.slice(0, 200)}`.trim();
  }
};
