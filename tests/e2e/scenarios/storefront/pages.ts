import { productPage } from '@mercato/contracts/product';
import { expect, it } from 'vitest';
import { unfitIn } from '../../../support/page-fitness.ts';
import { type ShopBrowser, shiftsIn } from '../../../support/shop-browser.ts';
import { addToCart, atCheckout, placeOrder } from '../../../support/shop-pages.ts';
import { newProduct } from '../../../support/shopper.ts';
import type { GetWorld } from '../../../support/world.ts';

const open = [
  '/',
  '/search?q=kettle',
  '/search?q=zzzqqq',
  '/products/prd-0001',
  '/cart',
  '/sign-in',
  '/reset',
  '/confirm#a-code',
  '/no/such/page',
];
const closed = ['/checkout', '/orders', '/account'];

export const pages = (world: GetWorld, browser: () => ShopBrowser): void => {
  it('the name of a product is shown, not run', async () => {
    const name = '<img src=x onerror="document.title=1"> & <b>bold</b>';
    const productId = await newProduct(world().admin, { stock: 1, name });
    const { page, complaints } = await browser().visit();
    await page.goto(`/products/${productId}`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(name);
    await addToCart(page, productId);
    for (const path of ['/cart', `/search?q=${encodeURIComponent(name)}`]) {
      await page.goto(path);
      await page.getByRole('main').getByText(name).first().waitFor();
    }
    expect(complaints).toEqual([]);
  });

  it('an address that is none is a page, with status 404 and a way on', async () => {
    const { page } = await browser().visit();
    const answer = await page.goto('/no/such/page');
    expect(answer?.status()).toBe(404);
    await page.getByRole('main').getByRole('link', { name: 'Home' }).click();
    await page.getByRole('heading', { name: 'Best sellers' }).waitFor();
  });

  it('a search is typed, narrowed and sorted, and all of it is in the address', async () => {
    const { page, complaints } = await browser().visit();
    await page.goto('/');
    await page.getByRole('searchbox').pressSequentially('kitchen');
    await page.waitForURL('**/search?q=kitchen');
    await page.getByLabel('Sort by').selectOption('-price');
    await page.getByLabel('In stock only').check();
    await page.getByLabel('From', { exact: true }).fill('10');
    const answer = page.waitForResponse((response) => response.url().includes('minPrice=1000'));
    await page.getByLabel('From', { exact: true }).press('Enter');
    await page.waitForURL('**/search?q=kitchen&sort=-price&inStock=true&minPrice=1000');
    const { total } = productPage.parse(await (await answer).json());
    const found = page.locator('.found', { hasText: new RegExp(`^${total} `) });
    await found.waitFor();
    await page.reload();
    await found.waitFor();
    expect(await page.getByLabel('Sort by').inputValue()).toBe('-price');
    await page.goBack();
    await page.waitForURL('**/search?q=kitchen&sort=-price&inStock=true');
    expect(complaints).toEqual([]);
  });

  it('no page keeps anybody out, jumps, is too wide or lost by a reload', async () => {
    const productId = await newProduct(world().admin, { stock: 9 });
    const { page, complaints } = await browser().visit();
    const title = page.getByRole('heading', { level: 1 });
    const look = async (path: string): Promise<void> => {
      await page.setViewportSize({ width: 1_200, height: 800 });
      await page.goto(path);
      await page.waitForLoadState('networkidle');
      expect(await shiftsIn(page), `${path} jumps`).toBeLessThan(0.1);
      const shown = await title.textContent();
      expect(await unfitIn(page), path).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      await page.reload();
      await page.waitForLoadState('networkidle');
      expect(await shiftsIn(page), `${path} jumps where it is narrow`).toBeLessThan(0.1);
      expect(await title.textContent(), path).toBe(shown);
    };
    for (const path of [...open, ...closed]) await look(path);
    await atCheckout(page, productId);
    for (const path of ['/cart', ...closed]) await look(path);
    await page.goto('/checkout');
    await placeOrder(page);
    await page.locator('.steps li').first().waitFor();
    for (const path of [new URL(page.url()).pathname, '/orders']) await look(path);
    expect(complaints).toEqual([]);
  });
};
