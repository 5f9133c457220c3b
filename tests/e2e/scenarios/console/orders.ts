import { orderApi } from '@mercato/contracts/order';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { enterConsole } from '../../../support/console-pages.ts';
import { unfitIn } from '../../../support/page-fitness.ts';
import type { ShopBrowser } from '../../../support/shop-browser.ts';
import { cards, newProduct, newShopper, placement } from '../../../support/shopper.ts';
import type { GetWorld, World } from '../../../support/world.ts';

const ordered = async ({ client, admin }: World, card: string): Promise<string> => {
  const productId = await newProduct(admin, { stock: 3 });
  const shopper = await newShopper(client);
  return (await shopper.client.expect(orderApi.placeOrder, 201, { ...placement({ productId, card }), wait: 20 })).id;
};

/** The rows of a table, each as the texts of its cells. */
const rowsOf = async (page: Page, name: string): Promise<readonly (readonly string[])[]> => {
  const rows = await page.getByRole('table', { name }).getByRole('row').all();
  const cells = await Promise.all(rows.map((row) => row.getByRole('cell').allTextContents()));
  return cells.filter(({ length }) => length > 0);
};

export const consoleOrders = (world: GetWorld, browser: () => ShopBrowser): void => {
  it('the overview has the figures of what was ordered', async () => {
    const { page, complaints } = await browser().visit();
    await enterConsole(page, world());
    const tile = page.locator('.tile', { hasText: 'Orders per minute' }).locator('dd');
    // More than one, since what a service had counted when it was first looked at is its beginning, and no increase.
    const afterAnother = async () => {
      await ordered(world(), cards.success);
      return tile.textContent();
    };
    await expect.poll(afterAnother, { interval: 3_000, timeout: 60_000 }).toMatch(/[1-9]/);
    await page.getByRole('heading', { name: 'gateway' }).waitFor();
    await page.getByRole('img', { name: /^Orders per minute/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('an order that was declined shows what was done, undone, held and moved', async () => {
    const id = await ordered(world(), cards.declined);
    const { page, complaints } = await browser().visit();
    await enterConsole(page, world(), `/console/orders/${id}`);
    await page.getByText('payment.declined').first().waitFor();
    const steps = (await rowsOf(page, 'Checkout saga')).map(([step, , , outcome]) => [step, outcome]);
    expect(steps.some(([step, outcome]) => step?.startsWith('Authorise payment') && outcome === 'refused')).toBe(true);
    expect(steps.some(([step, outcome]) => step?.startsWith('Undo: Reserve stock') && outcome === 'done')).toBe(true);
    const trace = page.locator('.facts').getByRole('link', { name: /^[0-9a-f]{32}$/ });
    expect(await trace.getAttribute('href')).toBe(`http://127.0.0.1:16686/#${await trace.textContent()}`);
    await page.getByText('given back').waitFor();
    await page.getByRole('table', { name: 'Payment ledger' }).getByText('declined').waitFor();
    expect(await unfitIn(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('orders are found by what is looked for, and one is cancelled from its page', async () => {
    const id = await ordered(world(), cards.success);
    const { page } = await browser().visit();
    await enterConsole(page, world(), '/console/orders');
    await page.getByLabel('Status').selectOption('cancelled');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.waitForURL(/status=cancelled/);
    await expect.poll(async () => (await rowsOf(page, 'Orders')).length).toBeGreaterThan(0);
    for (const [, , status] of await rowsOf(page, 'Orders')) expect(status).toContain('cancelled');
    await page.getByLabel('Order id').fill(id);
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('button', { name: 'Cancel order' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cancel order' }).click();
    await page.getByRole('region', { name: 'Cancellation saga' }).getByText('done').first().waitFor();
    await page.locator('.facts').getByText('cancelled').waitFor();
  });
};
