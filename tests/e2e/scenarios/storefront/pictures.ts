import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { takePicture } from '../../../support/pictures.ts';
import type { ShopBrowser, Visitor } from '../../../support/shop-browser.ts';
import { atCheckout, placeOrder, untilDelivered } from '../../../support/shop-pages.ts';

const looks: Readonly<Record<string, Visitor>> = {
  wide: { width: 1_200, height: 800 },
  dark: { width: 1_200, height: 800, colorScheme: 'dark' },
  phone: { width: 360, height: 740 },
};

/** Of a page anybody would call broken: another size, nothing on it, or most of it elsewhere. */
const mostDifference = 0.4;

const keep = async (page: Page, name: string): Promise<void> => {
  await page.waitForLoadState('networkidle');
  // The places that are kept for what has not come yet.
  await page.locator('.waiting').first().waitFor({ state: 'detached' });
  const { cells, colours, difference } = await takePicture(page, name);
  const { width, height } = page.viewportSize() ?? {};
  expect([cells.width, cells.height], name).toEqual([width, height]);
  expect(colours, `${name} is nearly blank`).toBeGreaterThan(3);
  expect(difference, `${name} does not look as docs/pictures has it`).toBeLessThan(mostDifference);
};

export const pictures = (browser: () => ShopBrowser): void => {
  it.each(Object.entries(looks))('the main pages look as they should: %s', async (look, visitor) => {
    const { page, complaints } = await browser().visit({ ...visitor, reducedMotion: 'reduce' });
    const shown = { home: '/', search: '/search?category=garden&sort=best-selling', product: '/products/prd-0005' };
    for (const [name, path] of Object.entries(shown)) {
      await page.goto(path);
      await keep(page, `${name}-${look}`);
    }
    await atCheckout(page, 'prd-0005');
    await keep(page, `checkout-${look}`);
    await page.goto('/cart');
    await keep(page, `cart-${look}`);
    await page.goto('/checkout');
    await placeOrder(page);
    await untilDelivered(page);
    await keep(page, `order-${look}`);
    expect(complaints).toEqual([]);
  });
};
