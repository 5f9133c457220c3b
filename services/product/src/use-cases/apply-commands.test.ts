import { describe, expect, it } from 'vitest';
import { newProduct } from '../../test/examples.ts';
import { addProduct, replica, stateOf } from '../../test/world.ts';

const target = (commandId: string, productId = 'prd-1') => ({ commandId, productId });

describe('a command', () => {
  it('stores the product, its id, the change and last of all the result', async () => {
    const on = replica();
    const order: string[] = [];
    const create = on.store.create.bind(on.store);
    on.store.create = (key, value) => {
      order.push(key.replace(/\d+$/, 'N'));
      return create(key, value);
    };
    await on.commands.create(target('c1'), newProduct());
    expect(order).toEqual(['product:prd-N', 'product-ids:N', 'product-changes:N', 'command-result:cN']);
    expect(await on.ports.results.find('c1')).toEqual({ outcome: 'done' });
    expect(await on.ports.productIds.all()).toEqual(['prd-1']);
  });

  it('is done once however often it is delivered', async () => {
    const on = replica();
    await addProduct(on, 'prd-1');
    for (let i = 0; i < 3; i += 1) await on.commands.changeStock(target('c2'), { delta: 5 });
    expect((await stateOf(on, 'prd-1')).state.stock.onHand).toBe(15);
  });

  it.each(['product-ids:', 'product-changes:', 'command-result:'])(
    'is done once when the service died before %s was written and many orders came between',
    async (step) => {
      const on = replica();
      await addProduct(on, 'prd-1');
      const create = on.store.create.bind(on.store);
      const replace = on.store.replace.bind(on.store);
      const get = on.store.get.bind(on.store);
      const die = (key: string): void => {
        if (key.startsWith(step)) throw new Error('died');
      };
      on.store.get = async (key) => {
        die(key.startsWith('command-result:') ? '' : key);
        return get(key);
      };
      on.store.create = async (key, value) => {
        die(key);
        return create(key, value);
      };
      await expect(on.commands.changeStock(target('c2'), { delta: 5 })).rejects.toThrow('died');
      Object.assign(on.store, { get, create, replace });
      for (let i = 0; i < 40; i += 1) {
        await on.reservations.release({ orderId: 'o', lines: [{ key: `o${i}:reserve:1`, productId: 'prd-1' }] });
      }
      await on.commands.changeStock(target('c2'), { delta: 5 });
      expect((await stateOf(on, 'prd-1')).state.stock.onHand).toBe(15);
      expect(await on.ports.results.find('c2')).toEqual({ outcome: 'done' });
    },
  );

  it('tells why it was refused, and is acknowledged', async () => {
    const on = replica();
    await on.commands.remove(target('c1', 'prd-9'));
    expect(await on.ports.results.find('c1')).toEqual({
      outcome: 'refused',
      code: 'product.not_found',
      detail: 'There is no product prd-9',
    });
  });

  it('keeps its first result when what refused it is gone', async () => {
    const on = replica();
    await on.commands.update(target('c1'), { name: 'X' });
    await addProduct(on, 'prd-1');
    await on.commands.update(target('c1'), { name: 'X' });
    expect((await stateOf(on, 'prd-1')).state.details.name).toBe('Copper pan');
  });
});

it('is refused by both of two deliveries, although what it lacked came between them', async () => {
  const one = replica();
  const two = replica(one.store);
  await addProduct(one, 'prd-1', { stock: 1 });
  const take = (on: typeof one) => on.commands.changeStock(target('c2'), { delta: -5 });
  const get = one.store.get.bind(one.store);
  let late: Promise<void> | undefined;
  // The second delivery finds no result yet; before it reads the product, the first one has ended.
  one.store.get = async (key) => {
    if (key === 'product:prd-1' && !late) {
      late = take(one).then(() => one.commands.changeStock(target('c3'), { delta: 9 }));
      await late;
    }
    return get(key);
  };
  await take(two);
  expect(await one.ports.results.find('c2')).toMatchObject({ outcome: 'refused', code: 'stock.insufficient' });
  expect((await stateOf(one, 'prd-1')).state.stock.onHand).toBe(10);
});

describe('import', () => {
  it('creates and replaces up to a hundred products, the last of an id', async () => {
    const on = replica();
    await addProduct(on, 'prd-0', { stock: 3 });
    const products = Array.from({ length: 99 }, (_, i) => ({ ...newProduct({ name: `New ${i}` }), id: `prd-${i}` }));
    await on.commands.import('i1', [...products, { ...newProduct({ name: 'Last' }), id: 'prd-5' }]);
    expect((await stateOf(on, 'prd-0')).state).toMatchObject({ details: { name: 'New 0' }, stock: { onHand: 3 } });
    expect((await stateOf(on, 'prd-5')).state.details.name).toBe('Last');
    expect(await on.ports.productIds.all()).toHaveLength(99);
  });

  it('finishes what a crash left half done', async () => {
    const on = replica();
    on.store.failNext('create', 'unavailable', { subject: 'product:prd-20' });
    const products = Array.from({ length: 30 }, (_, i) => ({ ...newProduct({ stock: 4 }), id: `prd-${i}` }));
    await expect(on.commands.import('i1', products)).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect(await on.ports.results.find('i1')).toBeUndefined();
    await on.commands.import('i1', products);
    expect(await on.ports.productIds.all()).toHaveLength(30);
    expect((await stateOf(on, 'prd-20')).state.stock.onHand).toBe(4);
  });
});
