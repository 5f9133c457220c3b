import { z } from 'zod';
import { DomainError, errors } from '../errors/index.ts';
import { checkedKey, type ListOptions, type ObjectKeys, type ObjectStore } from '../objects/index.ts';
import { systemClock } from '../time/index.ts';
import type { Sidecar } from './sidecar.ts';

const component = 'archive';
const callMs = 5_000;
const readings = 4;
const pauseMs = 25;

// What `bindings.aws.s3` answers to a list, of which the keys are enough, and `bindings.localstorage`: absolute paths.
const listed = z.union([
  z.object({ Contents: z.array(z.object({ Key: z.string() })).nullish(), IsTruncated: z.boolean().nullish() }),
  z.array(z.string()).nullable(),
]);

interface Call {
  readonly operation: 'create' | 'get' | 'list' | 'delete';
  /** An object's key, or a folder. */
  readonly path: string;
  readonly data?: object;
}

/**
 * ObjectStore over Dapr's output bindings for files and for S3 (component `archive`). The two call things by different
 * names and answer differently; each ignores what the other one wants, so a call says both.
 */
export class DaprObjectStore implements ObjectStore {
  readonly #sidecar: Sidecar;

  constructor(sidecar: Sidecar) {
    this.#sidecar = sidecar;
  }

  async put(key: string, value: object): Promise<void> {
    await this.#call({ operation: 'create', path: checkedKey(key), data: value });
  }

  async get<T>(key: string): Promise<T | undefined> {
    for (let reading = 1; ; reading += 1) {
      const text = await this.#found({ operation: 'get', path: checkedKey(key) });
      if (text === undefined) return undefined;
      try {
        return JSON.parse(text) as T;
      } catch (error) {
        // A file is written in place: who reads it meanwhile finds a part of it.
        if (reading === readings) throw errors.unavailable(`object ${key}`, error);
        await systemClock.sleep(pauseMs);
      }
    }
  }

  async list(folder: string, { after, limit }: ListOptions): Promise<ObjectKeys> {
    const prefix = `${checkedKey(folder)}/`;
    const data = { prefix, delimiter: '/', marker: after ?? '', maxResults: limit };
    const text = await this.#found({ operation: 'list', path: folder, data });
    const answer = listed.parse(JSON.parse(text ?? 'null'));
    if (answer !== null && !Array.isArray(answer)) {
      return { keys: (answer.Contents ?? []).map(({ Key }) => Key), more: answer.IsTruncated ?? false };
    }
    const keys = (answer ?? [])
      .map((path) => path.slice(path.lastIndexOf(`/${prefix}`) + 1))
      .filter((key) => !key.slice(prefix.length).includes('/') && key > (after ?? ''))
      .toSorted();
    return { keys: keys.slice(0, limit), more: keys.length > limit };
  }

  async remove(key: string): Promise<void> {
    await this.#found({ operation: 'delete', path: checkedKey(key) });
  }

  async #found(call: Call): Promise<string | undefined> {
    try {
      return await this.#call(call);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async #call({ operation, path, data }: Call): Promise<string> {
    const request = {
      name: component,
      operation,
      data: Buffer.from(data === undefined ? '' : JSON.stringify(data)),
      metadata: { key: path, fileName: path },
    };
    try {
      const answer = await this.#sidecar.call('object store', callMs, (api, signal) =>
        api.invokeBinding(request, { signal }),
      );
      return Buffer.from(answer.data).toString('utf8');
    } catch (error) {
      throw error instanceof DomainError ? error : errors.unavailable('object store', error);
    }
  }
}

// The bindings have no status for it, only words.
const isMissing = (error: unknown): boolean =>
  error instanceof DomainError &&
  error.cause instanceof Error &&
  /object not found|file not found|no such file or directory/.test(error.cause.message);
