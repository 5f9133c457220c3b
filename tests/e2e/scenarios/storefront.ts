import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { barriersIn, isTooWide, ShopBrowser } from '../../support/shop-browser.ts';
import { cards, newProduct } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

const register = async (page: Page): Promise<void> => {
  const name = `b-${randomUUID().slice(0, 12)}`;
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByLabel('Email').fill(`${name}@example.com`);
  await page.getByLabel('Username').fill(name);
  await page.getByLabel(/^Password/).fill('correct horse battery');
  await page.getByRole('button', { name: 'Register' }).click();
};

const fillIn = async (page: Page, number: string): Promise<void> => {
  const address = { Name: 'Grace', 'Street and number': '1 Way', 'Postal code': '10115', City: 'Berlin' };
  for (const [label, text] of Object.entries(address)) await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByLabel(/^Country/).fill('de');
  await page.getByLabel('Card number').fill(number);
  await page.getByRole('button', { name: 'Place order' }).click();
};

const addToCart = async (page: Page, productId: string): Promise<void> => {
  await page.goto(`/products/${productId}`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByText('Added to your cart').waitFor();
};

export const storefront = (world: GetWorld): void => {
  let browser: ShopBrowser;
  beforeAll(async () => {
    browser = await ShopBrowser.open(world().shop.url);
  }, 300_000);
  afterAll(() => browser.close());

  it('a guest fills a cart, becomes a member, is declined, pays with another card and follows the order', async () => {
    const productId = await newProduct(world().admin, { stock: 5 });
    const { page, complaints } = await browser.visit();
    await addToCart(page, productId);
    await page.getByRole('link', { name: /^Cart/ }).click();
    await page.getByRole('link', { name: 'To checkout' }).click();
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await register(page);

    await fillIn(page, cards.declined);
    await page.getByText('The card was declined').waitFor();
    await page.getByText('Undoing: Putting your things aside').waitFor();

    // What was not bought is still in the cart.
    await page.getByRole('link', { name: /^Cart/ }).click();
    await page.getByRole('link', { name: 'To checkout' }).click();
    await fillIn(page, cards.success);
    await page.getByText('Confirming your order').waitFor();
    await page.reload();
    await page.locator('.status.delivered').waitFor({ timeout: 60_000 });
    expect(complaints).toEqual([]);
  });

  it('an order is followed through a kill of the order service', async () => {
    const { shop, admin } = world();
    const productId = await newProduct(admin, { stock: 5 });
    const { page } = await browser.visit();
    await addToCart(page, productId);
    await page.goto('/sign-in?next=/checkout');
    await register(page);
    await fillIn(page, cards.success);
    await page.locator('.steps li').first().waitFor();
    await shop.app('order').service.kill();
    await shop.app('order').service.start();
    await page.locator('.status.delivered').waitFor({ timeout: 90_000 });
  });

  it('the name of a product is shown, not run', async () => {
    const name = '<img src=x onerror="document.title=1"> & <b>bold</b>';
    const productId = await newProduct(world().admin, { stock: 1, name });
    const { page, complaints } = await browser.visit();
    await page.goto(`/products/${productId}`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(name);
    expect(complaints).toEqual([]);
  });

  it.each(['/', '/search?q=kettle', '/cart', '/checkout', '/sign-in', '/reset', '/orders', '/account'])(
    'keeps nobody out of %s, on a wide window and on a phone',
    async (path) => {
      const { page } = await browser.visit();
      await page.goto(path);
      await page.waitForLoadState('networkidle');
      expect(await barriersIn(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await barriersIn(page)).toEqual([]);
      expect(await isTooWide(page)).toBe(false);
      await page.context().close();
    },
  );
};
