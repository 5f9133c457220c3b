import { randomUUID } from 'node:crypto';
import { filledPath, type RouteContract } from '@mercato/contracts/shared';
import { userApi } from '@mercato/contracts/user';
import type { z } from 'zod';
import { type Credentials, type Pass, Session } from './session.ts';
import { UsedSecrets } from './used-secrets.ts';

export interface Reply<B = unknown> {
  readonly status: number;
  readonly body: B;
  readonly headers: Headers;
}

export interface CallOptions {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly idempotencyKey?: string;
  /** Seconds for `Prefer: wait`. */
  readonly wait?: number;
}

const nothingKnown = (): Pick<ShopClient, 'acceptedOrders' | 'secrets'> => ({
  acceptedOrders: new Set(),
  secrets: new UsedSecrets(),
});

/**
 * A client of the shop's public API, as a shopper or an administrator uses it: one base URL, perhaps a token, or a
 * session that renews its own.
 */
export class ShopClient {
  readonly baseUrl: string;
  /** Every order that this client, or one made from it, was told to be accepted. */
  readonly acceptedOrders: Set<string>;
  /** Every secret that this client, or one made from it, has sent or was given. */
  readonly secrets: UsedSecrets;

  readonly #pass: Pass | undefined;
  readonly #always: Readonly<Record<string, string>>;

  constructor(
    baseUrl: string,
    pass?: Pass,
    known: Pick<ShopClient, 'acceptedOrders' | 'secrets'> = nothingKnown(),
    always: Readonly<Record<string, string>> = {},
  ) {
    this.#always = always;
    this.baseUrl = baseUrl;
    this.#pass = pass;
    this.acceptedOrders = known.acceptedOrders;
    this.secrets = known.secrets;
  }

  get token(): string | undefined {
    return this.#pass instanceof Session ? this.#pass.token : this.#pass;
  }

  as(pass: Pass): ShopClient {
    return new ShopClient(this.baseUrl, pass, this);
  }

  /** The client of an account, signed in for as long as anybody uses it. */
  async signIn(body: Credentials): Promise<ShopClient> {
    const session = new Session(() => this.expect(userApi.login, 200, { body }));
    await session.renew();
    return this.as(session);
  }

  /** The same caller at another address, for instance at a service past the gateway, with what that wants to be told. */
  at(baseUrl: string, always: Readonly<Record<string, string>> = {}): ShopClient {
    return new ShopClient(baseUrl, this.#pass, this, always);
  }

  /** Calls a route of the contracts; whatever the answer, its JSON body comes back unparsed by any schema. */
  async call<B = unknown>(route: RouteContract, options: CallOptions = {}): Promise<Reply<B>> {
    if (this.#pass instanceof Session) await this.#pass.renew();
    this.secrets.addFrom(options.body);
    const reply = await this.send(route, options, this.#headers(route, options));
    this.secrets.addFrom(reply.body);
    if (route.id === 'placeOrder' && (reply.status === 201 || reply.status === 202)) {
      this.acceptedOrders.add((reply.body as { readonly id: string }).id);
    }
    return reply as Reply<B>;
  }

  /** How a request travels. */
  protected async send(
    route: RouteContract,
    options: CallOptions,
    headers: Readonly<Record<string, string>>,
  ): Promise<Reply> {
    const path = filledPath(route.path, options.params ?? {});
    const query = options.query ? `?${new URLSearchParams(options.query).toString()}` : '';
    const response = await fetch(`${this.baseUrl}${path}${query}`, {
      method: route.method,
      headers,
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      signal: AbortSignal.timeout(40_000),
    });
    const text = await response.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, body, headers: response.headers };
  }

  /** Calls a route, expects a status, and gives the body parsed by the contract. */
  async expect<R extends RouteContract, S extends keyof R['answers'] & number>(
    route: R,
    status: S,
    options: CallOptions = {},
  ): Promise<R['answers'][S] extends infer A extends z.ZodType ? z.output<A> : undefined> {
    const reply = await this.call(route, options);
    if (reply.status !== status) {
      throw new Error(
        `${route.method} ${route.path}: ${reply.status} instead of ${status}: ${JSON.stringify(reply.body)}`,
      );
    }
    const schema = route.answers[status];
    const body = schema === undefined || typeof schema === 'string' ? undefined : schema.parse(reply.body);
    return body as never;
  }

  #headers(route: RouteContract, options: CallOptions): Record<string, string> {
    const key = options.idempotencyKey ?? (route.idempotency === 'required' ? randomUUID() : undefined);
    return {
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(options.wait === undefined ? {} : { prefer: `wait=${options.wait}` }),
      ...this.#always,
      ...options.headers,
    };
  }
}
