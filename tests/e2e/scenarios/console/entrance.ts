import { expect, it } from 'vitest';
import { consolePages, enterConsole, show } from '../../../support/console-pages.ts';
import { barriersIn, isTooWide, type ShopBrowser } from '../../../support/shop-browser.ts';
import { registerAt } from '../../../support/shop-pages.ts';
import type { GetWorld } from '../../../support/world.ts';

/** Who is let in, and that everybody who is can use all of it. */
export const entrance = (world: GetWorld, browser: () => ShopBrowser): void => {
  it('a guest is asked to sign in, at a deep address too, and gets there', async () => {
    const { page, complaints } = await browser().visit();
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
    expect(await barriersIn(page)).toEqual([]);
    expect(asked.filter((path) => path.startsWith('/api/operations'))).toEqual([]);
    await page.getByRole('link', { name: 'To the shop' }).click();
    await page.waitForURL((url) => url.pathname === '/');
  });

  it.each(Object.entries(consolePages))(
    'keeps nobody out of %s, wide and narrow, and knows it after a reload',
    async (path, heading) => {
      const { page, complaints } = await browser().visit();
      await enterConsole(page, world(), path);
      await show(page, path, heading);
      expect(await barriersIn(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      await page.reload();
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      expect(await barriersIn(page)).toEqual([]);
      expect(await isTooWide(page)).toBe(false);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

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
