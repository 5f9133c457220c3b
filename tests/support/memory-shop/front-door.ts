import { type ApiContract, filledPath, type RouteContract } from '@mercato/contracts/shared';
import { apis } from '@mercato/contracts';
import { userApi } from '@mercato/contracts/user';
import { jwksVerifier, type TokenVerifier } from '@mercato/kit/auth';
import { errors } from '@mercato/kit/errors';
import type { App } from '@mercato/kit/service';
import { type Exchange, ExchangedKeys } from '../../../services/gateway/src/adapters/exchanged-keys.ts';
import { createApp } from '../../../services/gateway/src/app.ts';
import { limitsOver } from '../../../services/gateway/src/limits/index.ts';
import type {
  ForwardedAnswer,
  ForwardedRequest,
  Forwarder,
  TokenPool,
} from '../../../services/gateway/src/ports/index.ts';
import { keepMailsOf } from '../letters.ts';
import type { Pass } from '../session.ts';
import { type CallOptions, type Reply, ShopClient } from '../shop-client.ts';
import { firstAdmin } from './host.ts';
import { MemoryShop } from './shop.ts';

const pattern = ({ path }: RouteContract): RegExp => new RegExp(`^${path.replaceAll(/:[A-Za-z]+/g, '([^/]+)')}$`);

/** The most literal template first: `/api/users/login` is not the user `login`. */
const parametersIn = ({ path }: RouteContract): number => path.split(':').length;

const routeOf = (api: ApiContract, method: string, path: string): RouteContract | undefined =>
  Object.values(api)
    .toSorted((a, b) => parametersIn(a) - parametersIn(b))
    .find((route) => route.method === method && pattern(route).test(path));

const paramsOf = (route: RouteContract, path: string): Readonly<Record<string, string>> => {
  const names = [...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name = '']) => name);
  const [, ...values] = pattern(route).exec(path) ?? [];
  return Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(values[i] ?? '')]));
};

/** Hands requests to the services in memory, as their bytes would say it. */
export const forwarderTo = (shop: MemoryShop): Forwarder => ({
  forward: async ({ app, method, path, headers, body }: ForwardedRequest): Promise<ForwardedAnswer> => {
    const { pathname, searchParams } = new URL(path, 'http://shop');
    const route = routeOf(apis[app], method, pathname);
    if (!route) throw errors.unavailable(app);
    const service = await shop.callee(app);
    const request = {
      params: paramsOf(route, pathname),
      query: Object.fromEntries(searchParams),
      body: body === undefined ? undefined : (JSON.parse(body.toString('utf8')) as unknown),
      // The deadline is of another clock than the shop's.
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'x-deadline')),
    };
    const reply = await shop.until(service.call(route, request));
    const text = reply.body === undefined ? '' : JSON.stringify(reply.body);
    return {
      status: reply.status,
      headers: { ...reply.headers, ...(text === '' ? {} : { 'content-type': 'application/json' }) },
      body: Buffer.from(text),
    };
  },
});

/** A client that comes in by the gateway, as the world does. */
export class DoorClient extends ShopClient {
  readonly #app: App;

  constructor(app: App, pass?: Pass) {
    super('door', pass);
    this.#app = app;
  }

  override as(pass: Pass): DoorClient {
    return new DoorClient(this.#app, pass);
  }

  protected override async send(
    route: RouteContract,
    { params = {}, query, body }: CallOptions,
    headers: Readonly<Record<string, string>>,
  ): Promise<Reply> {
    const reply = await this.#app.inject({
      method: route.method,
      url: filledPath(route.path, params),
      headers,
      ...(query === undefined ? {} : { query }),
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    const parsed: unknown = reply.body === '' ? undefined : JSON.parse(reply.body);
    return { status: reply.statusCode, body: parsed, headers: new Headers() };
  }
}

const lookUpIn = (shop: MemoryShop) => async (key: string) => {
  const { body } = await (await shop.callee('user')).call(userApi.exchangeApiKey, { body: { key } });
  return (body as { readonly exchange: Exchange | null }).exchange;
};

export interface FrontDoor {
  readonly shop: MemoryShop;
  readonly gateway: App;
  readonly verifyToken: TokenVerifier;
  readonly stranger: DoorClient;
  readonly admin: ShopClient;
  readonly close: () => Promise<void>;
}

/** More than any test asks: there is but this gateway, and nobody to tell. */
const rate = { perSecond: 1, burst: 1e9 };
const unlimited = { replicas: 1, targetMs: 500, inFlight: { least: 1, first: 1, most: 1 }, isAdaptive: false };
const alone: TokenPool = {
  settle: () => Promise.reject(errors.unavailable('state store')),
  announce: () => Promise.resolve(1),
};

/** The shop in memory behind its real gateway, where nothing but a signed token is believed, here and there. */
export const openFrontDoor = async (): Promise<FrontDoor> => {
  const verifyToken: TokenVerifier = { verify: (token) => verifier.verify(token) };
  const shop = new MemoryShop({ verifyToken });
  const jwks = async () => {
    const { body } = await (await shop.callee('user')).call(userApi.jwks, {});
    return body as { readonly keys: readonly object[] };
  };
  const verifier = jwksVerifier({ jwks, issuer: 'mercato', audience: 'mercato', clock: shop.clock });
  await shop.warmUp('user');
  const gateway = await createApp(
    {
      forwarder: forwarderTo(shop),
      verifyToken,
      machineKeys: new ExchangedKeys({ lookUp: lookUpIn(shop), clock: shop.clock }),
      traffic: limitsOver(alone, { ...unlimited, rate }, shop.clock).traffic,
      clock: shop.clock,
      settings: { trustedProxies: 0, forwardMs: 30_000, tls: false, corsOrigins: [], rate },
    },
    { logger: false },
  );
  const stranger = new DoorClient(gateway);
  keepMailsOf(stranger.baseUrl, async (address) => {
    await shop.settle();
    return shop.mails.filter(({ to }) => to.address === address).map(({ text }) => text);
  });
  return {
    shop,
    gateway,
    verifyToken,
    stranger,
    admin: await stranger.signIn(firstAdmin),
    close: () => gateway.close(),
  };
};
