import { useSyncExternalStore } from 'react';

/** One value of the whole page, that components follow. */
export interface Observable<T> {
  readonly get: () => T;
  readonly set: (next: T) => void;
  /** For components: shown anew whenever it changes. */
  readonly use: () => T;
}

export const observable = <T>(first: T): Observable<T> => {
  let value = first;
  const listeners = new Set<() => void>();
  const get = (): T => value;
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const set = (next: T): void => {
    value = next;
    for (const listener of listeners) listener();
  };
  return { get, set, use: () => useSyncExternalStore(subscribe, get) };
};
