import { apis } from '@mercato/contracts';
import type { RouteContract, ServiceName } from '@mercato/contracts/shared';
import type { InProcessService } from '@mercato/kit/service';
import type { Pass } from '../session.ts';
import { type CallOptions, type Reply, ShopClient } from '../shop-client.ts';
import { UsedSecrets } from '../used-secrets.ts';

const owners = new Map<string, ServiceName>(
  Object.entries(apis).flatMap(([app, api]) => Object.values(api).map((route) => [route.id, app as ServiceName])),
);

/** Where requests of the outside world go, and who lets time pass until they are answered. */
export interface Entrance {
  readonly callee: (app: ServiceName) => Promise<InProcessService>;
  readonly until: <T>(answer: Promise<T>) => Promise<T>;
}

/** A client of a shop in memory; its token says who it is: `user.<id>` or `admin.<id>`. */
export class MemoryClient extends ShopClient {
  readonly #entrance: Entrance;

  constructor(entrance: Entrance, pass: Pass | undefined, acceptedOrders: Set<string>) {
    super('memory', pass, { acceptedOrders, secrets: new UsedSecrets() });
    this.#entrance = entrance;
  }

  override as(pass: Pass): MemoryClient {
    return new MemoryClient(this.#entrance, pass, this.acceptedOrders);
  }

  protected override async send(
    route: RouteContract,
    { params, query, body }: CallOptions,
    headers: Readonly<Record<string, string>>,
  ): Promise<Reply> {
    const app = owners.get(route.id);
    if (app === undefined) throw new Error(`Nobody has a route ${route.id}`);
    const service = await this.#entrance.callee(app);
    const request = {
      params,
      query,
      body: body === undefined ? undefined : (JSON.parse(JSON.stringify(body)) as unknown),
      headers,
    };
    const reply = await this.#entrance.until(service.call(route, request));
    return { status: reply.status, body: reply.body, headers: new Headers(reply.headers ?? {}) };
  }
}
