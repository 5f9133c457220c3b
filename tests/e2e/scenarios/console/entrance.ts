import { orderApi } from '@mercato/contracts/order';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { consolePages, enterConsole, show } from '../../../support/console-pages.ts';
import { movingIn, unfitIn } from '../../../support/page-fitness.ts';
import { type ShopBrowser, shiftsIn } from '../../../support/shop-browser.ts';
import { registerAt } from '../../../support/shop-pages.ts';
import { newProduct, newShopper, placement } from '../../../support/shopper.ts';
import type { GetWorld } from '../../../support/world.ts';

const hostile = '<img src=x onerror="document.title=1"> & <b>bold</b>';

/** Of a page as it is loaded first, and then narrow. */
const fitFor = async (page: Page, path: string, heading: string): Promise<void> => {
  await page.setViewportSize({ width: 1_200, height: 800 });
  await show(page, path, heading);
  await page.waitForLoadState('networkidle');
  expect(await shiftsIn(page), `${path} jumps`).toBeLessThan(0.1);
  expect(await unfitIn(page)).toEqual([]);
  expect(await movingIn(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.reload();
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
};

/** Who is let in, and that everybody who is can use all of it. */
export const entrance = (world: GetWorld, browser: () => ShopBrowser): void => {
  it('a guest is asked to sign in, at a deep address too, and gets there', async () => {
    const { page, complaints } = await browser().visit();
    await page.goto('/console');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await unfitIn(page)).toEqual([]);
    await enterConsole(page, world(), '/console/orders?status=delivered');
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor();
    expect(await page.getByLabel('Status').inputValue()).toBe('delivered');
    expect(complaints).toEqual([]);
  });

  it('a shopper is refused in words, and asks for nothing behind them', async () => {
    const { page } = await browser().visit();
    await registerAt(page, '/account');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto('/console/letters');
    await page.getByRole('heading', { name: 'This is the staff entrance' }).waitFor();
    await page.getByText('Nothing is wrong with your account').waitFor();
    expect(await unfitIn(page)).toEqual([]);
    expect(asked.filter((path) => path.startsWith('/api/operations'))).toEqual([]);
    await page.getByRole('link', { name: 'To the shop' }).click();
    await page.waitForURL((url) => url.pathname === '/');
  });

  it.each(Object.entries(consolePages))(
    'keeps nobody out of %s, does not jump, rests for who asks, and knows it after a reload',
    async (path, heading) => {
      const { page, complaints } = await browser().visit();
      await enterConsole(page, world(), path);
      await fitFor(page, path, heading);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('keeps nobody out of what has no address of its own: an order, a product, a queue', async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 3, name: hostile });
    const shopper = await newShopper(client);
    const placed = { ...placement({ productId }), wait: 20 };
    const { id } = await shopper.client.expect(orderApi.placeOrder, 201, placed);
    const { page, complaints } = await browser().visit();
    await enterConsole(page, world());
    await fitFor(page, `/console/orders/${id}`, 'Order');
    await page.getByRole('cell', { name: hostile }).first().waitFor();
    await fitFor(page, `/console/catalogue/${productId}`, hostile);
    await fitFor(page, '/console/letters/order-commands-dlq', 'order-commands-dlq');
    await fitFor(page, '/console/nowhere', 'There is nothing here');
    expect(complaints).toEqual([]);
  });

  it('says of an address that leads nowhere that it does, and speaks German where it is wished', async () => {
    const { page } = await browser().visit({ locale: 'de-DE' });
    await page.goto('/console/nowhere');
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
    await page.getByLabel('E-Mail').fill(world().shop.secrets['first-admin-email']);
    await page.getByLabel('Passwort').fill(world().shop.secrets['first-admin-password']);
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await page.getByRole('heading', { name: 'Hier ist nichts' }).waitFor();
  });
};
