import { type ChannelListener, subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Pool } from 'undici';
import { counter, gauge, histogram, onScrape } from './metrics.ts';

interface Requested {
  readonly request: { readonly origin?: unknown };
}
interface Failed {
  readonly connectParams: { readonly protocol?: string; readonly host?: string };
}

const created = 'undici:request:create';
const sent = 'undici:client:sendHeaders';
const failed = 'undici:client:connectError';

/** What a service has of connections to its sidecar: `name` says for what. */
export class PoolMetrics {
  readonly #pool: Pool;
  readonly #labels: { readonly pool: string };
  readonly #origin: string;
  readonly #asked = new WeakMap<object, number>();
  readonly #forget: () => void;

  constructor(name: string, pool: Pool, origin: string) {
    this.#pool = pool;
    this.#labels = { pool: name };
    this.#origin = origin;
    counter('sidecar_connection_failures_total').inc(this.#labels, 0);
    subscribe(created, this.#onCreated);
    subscribe(sent, this.#onSent);
    subscribe(failed, this.#onFailed);
    this.#forget = onScrape(() => this.#read());
  }

  close(): void {
    unsubscribe(created, this.#onCreated);
    unsubscribe(sent, this.#onSent);
    unsubscribe(failed, this.#onFailed);
    this.#forget();
  }

  #read(): void {
    const { connected, free, queued } = this.#pool.stats;
    gauge('sidecar_connections').set({ ...this.#labels, state: 'active' }, connected - free);
    gauge('sidecar_connections').set({ ...this.#labels, state: 'idle' }, free);
    gauge('sidecar_requests_waiting').set(this.#labels, queued);
  }

  readonly #onCreated: ChannelListener = (message) => {
    const { request } = message as Requested;
    if (request.origin === this.#origin) this.#asked.set(request, performance.now());
  };

  readonly #onSent: ChannelListener = (message) => {
    const { request } = message as Requested;
    const askedAt = this.#asked.get(request);
    if (askedAt === undefined) return;
    this.#asked.delete(request);
    histogram('sidecar_connection_wait_seconds').observe(this.#labels, (performance.now() - askedAt) / 1000);
  };

  readonly #onFailed: ChannelListener = (message) => {
    const { protocol, host } = (message as Failed).connectParams;
    if (`${protocol}//${host}` === this.#origin) counter('sidecar_connection_failures_total').inc(this.#labels);
  };
}
