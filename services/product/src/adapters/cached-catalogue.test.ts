import { runInContext } from '@mercato/kit/context';
import { systemClock } from '@mercato/kit/time';
import { describe, expect, it } from 'vitest';
import { query } from '../../test/examples.ts';
import { addProduct, replica } from '../../test/world.ts';

describe('a catalogue that is still being read', () => {
  it('lists nothing before it has read everything: whoever asks waits', async () => {
    const a = replica();
    await addProduct(a, 'prd-1', { stock: 10 });
    const b = replica(a.store, a.clock);
    const early = Promise.all([b.ports.catalogue.list(query()), b.ports.catalogue.categories()]);
    expect(await Promise.race([early, new Promise((resolve) => setImmediate(resolve, 'waits'))])).toBe('waits');
    await b.follower.load();
    const [{ total }, categories] = await early;
    expect({ total, categories: categories.length }).toEqual({ total: 1, categories: 1 });
  });

  it('says so when the catalogue cannot be read for long', async () => {
    const impatient = { requestId: 'r', deadline: systemClock.now() + 50 };
    await expect(runInContext(impatient, () => replica().ports.catalogue.list(query()))).rejects.toMatchObject({
      code: 'dependency.timeout',
    });
  });
});
