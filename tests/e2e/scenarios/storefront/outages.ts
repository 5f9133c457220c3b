import { expect, it } from 'vitest';
import type { ShopBrowser } from '../../../support/shop-browser.ts';
import { atCheckout, placeOrder, untilDelivered } from '../../../support/shop-pages.ts';
import { newProduct } from '../../../support/shopper.ts';
import type { GetWorld } from '../../../support/world.ts';

export const storefrontOutages = (world: GetWorld, browser: () => ShopBrowser): void => {
  it('payment is dead: people browse, checkout says what does not work, and works when it is back', async () => {
    const { shop, admin } = world();
    const productId = await newProduct(admin, { stock: 5 });
    const { page, complaints } = await browser().visit();
    await atCheckout(page, productId);
    const payment = shop.app('payment').service;
    await payment.kill();
    try {
      await placeOrder(page);
      await page.getByText('Payment does not work right now').waitFor({ timeout: 60_000 });
      await page.getByRole('link', { name: 'Mercato' }).click();
      await page.getByRole('heading', { name: 'Best sellers' }).waitFor();
      await page.goto(`/products/${productId}`);
      await page.getByText('5 in stock').or(page.getByText('Only 5 left')).waitFor();
    } finally {
      await payment.start();
      await payment.waitUntilReady();
    }
    await page.goto('/checkout');
    await placeOrder(page);
    await untilDelivered(page);
    expect(complaints).toEqual([]);
  });

  it.each(['order', 'gateway'] as const)('an order is followed through a kill of the %s', async (app) => {
    const { shop, admin } = world();
    const productId = await newProduct(admin, { stock: 5 });
    const { page } = await browser().visit();
    await atCheckout(page, productId);
    await placeOrder(page);
    await page.locator('.steps li').first().waitFor();
    const { service } = shop.app(app);
    await service.kill();
    await page.getByText('The connection broke').waitFor();
    await service.start();
    await untilDelivered(page);
    await page.getByText('The connection broke').waitFor({ state: 'detached' });
  });
};
