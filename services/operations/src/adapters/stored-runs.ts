import type { StateStore } from '@mercato/kit/state';
import type { Runs, StoredRun } from '../ports/runs.ts';

interface Index {
  readonly ids: readonly string[];
}

const indexKey = 'conservation-runs';
const keyOf = (id: string): string => `conservation-run:${id}`;
const remembered = 20;

/** An item for each check, and one that lists the latest: whoever writes that has begun. */
export const storedRuns = (store: StateStore): Runs => {
  const keep = async (run: StoredRun): Promise<void> => {
    const stored = await store.get(keyOf(run.id));
    // Only its runner writes it; what was not written is written with the next progress.
    await (stored ? store.replace(keyOf(run.id), run, stored.etag) : store.create(keyOf(run.id), run));
  };
  const find = async (id: string): Promise<StoredRun | undefined> => (await store.get<StoredRun>(keyOf(id)))?.value;
  return {
    keep,
    find,
    begin: async (run, after) => {
      await keep(run);
      const stored = await store.get<Index>(indexKey);
      if (stored?.value.ids[0] !== after) return false;
      const next = { ids: [run.id, ...(stored?.value.ids ?? [])].slice(0, remembered) };
      const written = stored ? store.replace(indexKey, next, stored.etag) : store.create(indexKey, next);
      return (await written) === 'written';
    },
    latest: async () => {
      const ids = (await store.get<Index>(indexKey))?.value.ids ?? [];
      return (await Promise.all(ids.map(find))).filter((run) => run !== undefined);
    },
  };
};
