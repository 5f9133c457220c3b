import { isDeepStrictEqual } from 'node:util';
import { asDomainError, DomainError, errors } from '../errors/index.ts';
import type { StateStore, Stored, Written } from '../state/index.ts';
import { grpc } from './grpc-wire.ts';
import { grpcCode, type Sidecar, type Work } from './sidecar.ts';

const storeName = 'state';
const readMs = 5_000;
const writeMs = 5_000;
const largestRead = 100;
// Strong consistency and first-write-wins, as the runtime's protocol numbers them.
const strong = 2;
const firstWrite = 1;
// Without it the runtime stores gRPC values as DynamoDB Binary, which no console and no other language reads.
const contentType = { contentType: 'application/json' };

const encode = (value: object): Uint8Array => Buffer.from(JSON.stringify(value), 'utf8');
const decode = <T>(data: Uint8Array): T => JSON.parse(Buffer.from(data).toString('utf8')) as T;

/** StateStore over Dapr's state building block (component `state`). */
export class DaprStateStore implements StateStore {
  readonly #sidecar: Sidecar;
  readonly #metadata: Readonly<Record<string, string>>;

  constructor(sidecar: Sidecar, { ttlInSeconds }: { readonly ttlInSeconds?: number } = {}) {
    this.#sidecar = sidecar;
    this.#metadata = { ...contentType, ...(ttlInSeconds === undefined ? {} : { ttlInSeconds: String(ttlInSeconds) }) };
  }

  async get<T>(key: string): Promise<Stored<T> | undefined> {
    const answer = await this.#read((api, signal) => api.getState({ storeName, key, consistency: strong }, { signal }));
    return answer.etag === '' ? undefined : { value: decode<T>(answer.data), etag: answer.etag };
  }

  async getMany<T>(keys: readonly string[]): Promise<ReadonlyMap<string, Stored<T>>> {
    const found = new Map<string, Stored<T>>();
    for (let from = 0; from < keys.length; from += largestRead) {
      const chunk = keys.slice(from, from + largestRead);
      const answer = await this.#read((api, signal) =>
        api.getBulkState({ storeName, keys: chunk, parallelism: 16 }, { signal }),
      );
      for (const item of answer.items) {
        if (item.error) throw errors.unavailable('state store', new Error(item.error));
        if (item.etag !== '') found.set(item.key, { value: decode<T>(item.data), etag: item.etag });
      }
    }
    return found;
  }

  async create(key: string, value: object): Promise<Written> {
    try {
      await this.#save(key, value, undefined);
      return 'written';
    } catch (error) {
      // An existing key answers INTERNAL like any failure, and a lost answer looks the same: reading settles both.
      if (error instanceof DomainError && error.code === 'dependency.unavailable') throw error;
      const stored = await this.get<unknown>(key);
      if (!stored) throw uncertain(error);
      return isDeepStrictEqual(stored.value, decode(encode(value))) ? 'written' : 'conflict';
    }
  }

  async replace(key: string, value: object, etag: string): Promise<Written> {
    return this.#guarded(() => this.#save(key, value, etag));
  }

  async remove(key: string, etag: string): Promise<Written> {
    return this.#guarded(() =>
      this.#sidecar.call('state store', writeMs, (api, signal) =>
        api.deleteState({ storeName, key, etag: { value: etag }, options: { concurrency: firstWrite } }, { signal }),
      ),
    );
  }

  async #guarded(write: () => Promise<unknown>): Promise<Written> {
    try {
      await write();
      return 'written';
    } catch (error) {
      if (grpcCode(error) === grpc.aborted) return 'conflict';
      throw uncertain(error);
    }
  }

  async #read<T>(work: Work<T>): Promise<T> {
    try {
      return await this.#sidecar.call('state store', readMs, work);
    } catch (error) {
      throw error instanceof DomainError ? error : errors.unavailable('state store', error);
    }
  }

  #save(key: string, value: object, etag: string | undefined): Promise<unknown> {
    const item = {
      key,
      value: encode(value),
      metadata: this.#metadata,
      options: { concurrency: firstWrite, consistency: strong },
      ...(etag === undefined ? {} : { etag: { value: etag } }),
    };
    return this.#sidecar.call('state store', writeMs, (api, signal) =>
      api.saveState({ storeName, states: [item] }, { signal }),
    );
  }
}

// A failed write may have been done: whoever asked must read again before believing either.
const uncertain = (error: unknown): DomainError =>
  error instanceof DomainError
    ? error
    : new DomainError('dependency.timeout', 'A write may not have been done', { cause: asDomainError(error) });
