import { randomUUID } from 'node:crypto';
import { productApi } from '@mercato/contracts/product';
import { expect, it } from 'vitest';
import { enterConsole } from '../../../support/console-pages.ts';
import { unfitIn } from '../../../support/page-fitness.ts';
import type { ShopBrowser } from '../../../support/shop-browser.ts';
import { newProduct, stockBecomes, until } from '../../../support/shopper.ts';
import type { GetWorld } from '../../../support/world.ts';

const header = 'id,sku,name,category,price,currency,stock,attr:colour';

export const consoleCatalogue = (world: GetWorld, browser: () => ShopBrowser): void => {
  it('stock is moved and counted, and details are changed', async () => {
    const { client, admin } = world();
    const id = await newProduct(admin, { stock: 5, price: 1000 });
    const { page, complaints } = await browser().visit();
    await enterConsole(page, world(), `/console/catalogue/${id}`);
    const stock = page.getByRole('region', { name: 'Stock' });
    await stock.getByLabel(/^Units that came/).fill('-2');
    await stock.getByRole('button', { name: 'Move' }).click();
    await stock.getByText('Saved.').first().waitFor();
    await stockBecomes(client, id, { onHand: 3 });
    await stock.getByLabel(/^Units that were counted/).fill('9');
    await stock.getByRole('button', { name: 'Set' }).click();
    await expect.poll(() => stock.getByText('Saved.').count()).toBe(2);
    await stockBecomes(client, id, { onHand: 9 });

    const details = page.getByRole('region', { name: 'Details' });
    await details.getByLabel('Price').fill('12.90');
    await details.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(async () => (await client.expect(productApi.getProduct, 200, { params: { id } })).price.amount)
      .toBe(1290);
    expect(await unfitIn(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('stock that somebody else changed is not written over', async () => {
    const { admin } = world();
    const id = await newProduct(admin, { stock: 5 });
    const { page } = await browser().visit();
    await enterConsole(page, world(), `/console/catalogue/${id}`);
    const stock = page.getByRole('region', { name: 'Stock' });
    await stock.getByLabel(/^Units that were counted/).fill('7');
    await admin.expect(productApi.changeStock, 200, { params: { id }, body: { delta: 1 } });
    await stock.getByRole('button', { name: 'Set' }).click();
    await page.getByText('Somebody changed this in the meantime').waitFor();
    await stockBecomes(world().client, id, { onHand: 6 });
  });

  it('a file is judged row by row, and what is good in it is imported', async () => {
    const tag = randomUUID().slice(0, 8);
    const rows = Array.from({ length: 120 }, (_, n) => `con-${tag}-${n},CON-${n},Thing ${n},imported,9.90,EUR,4,red`);
    const csv = [header, ...rows, `con-${tag}-x,CON-X,Bad,imported,cheap,EUR,4,red`].join('\n');
    const { page, complaints } = await browser().visit();
    await enterConsole(page, world(), '/console/catalogue/import');
    await page
      .getByLabel('Choose a CSV file')
      .setInputFiles({ name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByText('must be an amount like 12.90').waitFor();
    await page.getByText('120 products are fine; 1 bad rows will be left out.').waitFor();
    await page.getByRole('button', { name: 'Import 120 products' }).click();
    await page.getByText('120 of 120 products').waitFor();
    await page.getByText('120 products imported.').waitFor();
    expect(await unfitIn(page)).toEqual([]);
    const params = { id: `con-${tag}-119` };
    const last = await until('the last product', async () => {
      const { status, body } = await world().client.call(productApi.getProduct, { params });
      return status === 200 ? body : undefined;
    });
    expect(last).toMatchObject({ price: { amount: 990 }, stock: { onHand: 4 }, attributes: { colour: 'red' } });
    expect(complaints).toEqual([]);
  });
};
