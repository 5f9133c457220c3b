import type { Notification } from '@mercato/contracts/notification';
import type { Stored } from '@mercato/kit/state';
import { MemoryStateStore } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { at } from '../../test/world.ts';
import { StoredRecords } from './stored-records.ts';

const record = (id: string): Notification => ({
  id,
  userId: 'ada',
  channel: 'email',
  template: 'announcement',
  subject: 's',
  text: 't',
  orderId: null,
  status: 'sent',
  sentAt: at,
});

/** Reads of many lag behind for good. */
class LaggingStore extends MemoryStateStore {
  override getMany<T>(): Promise<ReadonlyMap<string, Stored<T>>> {
    return Promise.resolve(new Map());
  }
}

describe('StoredRecords', () => {
  it('keeps the first record of an id', async () => {
    const records = new StoredRecords(new MemoryStateStore());
    expect(await records.keep(record('a'))).toBe('new');
    expect(await records.keep({ ...record('a'), subject: 'other' })).toBe('known');
    expect((await records.find('a'))?.subject).toBe('s');
    expect(await records.find('b')).toBeUndefined();
  });

  it.each([new MemoryStateStore(), new LaggingStore()])(
    'gives many in their order, however stale reads are',
    async (s) => {
      const records = new StoredRecords(s);
      await records.keep(record('a'));
      await records.keep(record('b'));
      expect((await records.all(['b', 'gone', 'a'])).map((n) => n.id)).toEqual(['b', 'a']);
      expect(await records.all([])).toEqual([]);
    },
  );
});
