import { DomainError, errors } from '@mercato/kit/errors';
import type { StateStore, Stored, Written } from '@mercato/kit/state';
import type { Clock } from '@mercato/kit/time';

const attempts = 25;

/** Changes one item under its ETag. `change` sees what a strong read found; it returns undefined when nothing is to do. */
export const updateItem = async <T extends object>(
  { store, clock }: { readonly store: StateStore; readonly clock: Clock },
  key: string,
  change: (current: T | undefined) => T | undefined,
): Promise<void> => {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const stored = await store.get<T>(key);
    const next = change(stored?.value);
    if (!next) return;
    if ((await put(store, key, next, stored)) === 'written') return;
    await clock.sleep(Math.min(100, attempt * 5));
  }
  throw errors.contended(key);
};

/** A write whose answer was lost counts as a conflict: reading again shows whether it was done. */
export const put = async (
  store: StateStore,
  key: string,
  value: object,
  stored: Stored<unknown> | undefined,
): Promise<Written> => {
  try {
    return stored ? await store.replace(key, value, stored.etag) : await store.create(key, value);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'dependency.timeout') return 'conflict';
    throw error;
  }
};
