import type { Defence } from '../defence.ts';

const daprStateStore = 'packages/kit/src/dapr/dapr-state-store.ts';
const daprStateStoreTest = 'packages/kit/src/dapr/dapr-state-store.test.ts';
const sidecar = 'packages/kit/src/dapr/sidecar.ts';
const sidecarTest = 'packages/kit/src/dapr/sidecar.test.ts';

/** The state store as the runtime really behaves. */
export const state: readonly Defence[] = [
  {
    id: 'state.strong-read',
    what: 'A read that guards a write is strong',
    file: daprStateStore,
    cut: ['api.getState({ storeName, key, consistency: strong }', 'api.getState({ storeName, key }'],
    test: [daprStateStoreTest, 'is a strong read, since a write or a refusal to write rests on it'],
  },
  {
    id: 'state.first-write',
    what: 'A create does not replace what is there',
    file: daprStateStore,
    cut: ['options: { concurrency: firstWrite, consistency: strong },', 'options: { consistency: strong },'],
    test: [daprStateStoreTest, 'is a create that does not replace, stored as JSON'],
  },
  {
    id: 'state.etag',
    what: 'A replacement carries the ETag of what was read',
    file: daprStateStore,
    cut: ['...(etag === undefined ? {} : { etag: { value: etag } }),', ''],
    test: [daprStateStoreTest, 'is a replacement of what was read, and of nothing else'],
  },
  {
    id: 'state.removal-is-guarded',
    what: 'So does a removal',
    file: daprStateStore,
    cut: ['{ storeName, key, etag: { value: etag }, options: { concurrency: firstWrite } }', '{ storeName, key }'],
    test: [daprStateStoreTest, 'is a removal of what was read, and of nothing else'],
  },
  {
    id: 'state.json',
    what: 'Values are stored as JSON text, not as binary that no console reads',
    file: daprStateStore,
    cut: ['      metadata: this.#metadata,\n', ''],
    test: [daprStateStoreTest, 'is a create that does not replace, stored as JSON'],
  },
  {
    id: 'state.create-settled-by-reading',
    what: 'A create that failed somehow is settled by reading back: conflict, done, or uncertain',
    file: daprStateStore,
    cut: [
      "return isDeepStrictEqual(stored.value, decode(encode(value))) ? 'written' : 'conflict';",
      "return 'conflict';",
    ],
    test: [daprStateStoreTest, 'is settled by reading back: %s'],
  },
  {
    id: 'state.create-of-another',
    what: 'What another one created is a conflict, not our write',
    file: daprStateStore,
    cut: [
      "return isDeepStrictEqual(stored.value, decode(encode(value))) ? 'written' : 'conflict';",
      "return 'written';",
    ],
    test: [daprStateStoreTest, 'is settled by reading back: %s'],
  },
  {
    id: 'state.create-uncertain',
    what: 'A create that cannot be seen may still come: it is uncertain',
    file: daprStateStore,
    cut: ['if (!stored) throw uncertain(error);', "if (!stored) throw errors.unavailable('state store', error);"],
    test: [daprStateStoreTest, 'is uncertain where nothing lies: it may still come'],
  },
  {
    id: 'state.aborted-is-conflict',
    what: 'A stale ETag is a conflict',
    file: daprStateStore,
    cut: ["if (grpcCode(error) === grpc.aborted) return 'conflict';", ''],
    test: [daprStateStoreTest, 'with ABORTED is a conflict'],
  },
  {
    id: 'state.failed-write-is-uncertain',
    what: 'Any other failure of a write leaves it uncertain, so that it is read again',
    file: daprStateStore,
    cut: [
      "new DomainError('dependency.timeout', 'A write may not have been done'",
      "new DomainError('dependency.unavailable', 'A write may not have been done'",
    ],
    test: [daprStateStoreTest, 'otherwise is uncertain: whoever asked must read again'],
  },
  {
    id: 'state.bulk-errors',
    what: 'An item that a bulk read could not get is not taken for missing',
    file: daprStateStore,
    cut: ["if (item.error) throw errors.unavailable('state store', new Error(item.error));", ''],
    test: [daprStateStoreTest, 'of one key among many is not a missing key'],
  },
  {
    id: 'state.bulk-in-parts',
    what: 'No more than 100 keys go in one bulk read',
    file: daprStateStore,
    cut: ['const largestRead = 100;', 'const largestRead = 1_000;'],
    test: [daprStateStoreTest, 'is at most a hundred keys at once'],
  },
  {
    id: 'state.sidecar-deadline',
    what: 'A sidecar that hangs hangs nobody',
    file: sidecar,
    cut: [
      'return withTimeout(what, ms, async (signal) => {',
      'return Promise.resolve(new AbortController().signal).then(async (signal) => {',
    ],
    test: [sidecarTest, 'that hangs is given up in time, and what it did is uncertain'],
  },
  {
    id: 'state.sidecar-away',
    what: 'A sidecar that is not there did nothing: known, not uncertain',
    file: sidecar,
    cut: ['return errors.unavailable(what, error);', 'return errors.timeout(what);'],
    test: [sidecarTest, 'that is not there did nothing, and that is known'],
  },
];
