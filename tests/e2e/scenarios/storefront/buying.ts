import { expect, it } from 'vitest';
import { keyboardOf } from '../../../support/keyboard.ts';
import { unfitIn } from '../../../support/page-fitness.ts';
import type { ShopBrowser } from '../../../support/shop-browser.ts';
import { addToCart, atCheckout, placeOrder, register, untilDelivered } from '../../../support/shop-pages.ts';
import { cards, newProduct, stockBecomes } from '../../../support/shopper.ts';
import type { GetWorld } from '../../../support/world.ts';

export const buying = (world: GetWorld, browser: () => ShopBrowser): void => {
  it('a guest fills a cart, becomes a member, is declined, pays with another card and follows the order', async () => {
    const productId = await newProduct(world().admin, { stock: 5 });
    const { page, complaints } = await browser().visit();
    await addToCart(page, productId);
    await page.getByRole('link', { name: /^Cart/ }).click();
    await page.getByRole('link', { name: 'To checkout' }).click();
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await register(page);

    await placeOrder(page, cards.declined);
    await page.getByText('The card was declined').waitFor();
    await page.getByText('Undoing: Putting your things aside').waitFor();
    expect(await unfitIn(page)).toEqual([]);

    // What was not bought is still in the cart.
    await page.getByRole('main').getByRole('link', { name: 'To checkout' }).click();
    await placeOrder(page, cards.success);
    await page.getByText('Confirming your order').waitFor();
    await page.reload();
    await untilDelivered(page);
    expect(complaints).toEqual([]);
  });

  it('two tabs, one last piece: one gets it, the other is told why not and goes on', async () => {
    const productId = await newProduct(world().admin, { stock: 1 });
    const visits = [await browser().visit(), await browser().visit()];
    for (const { page } of visits) await atCheckout(page, productId);
    await Promise.all(visits.map(({ page }) => placeOrder(page)));
    const ends = await Promise.all(
      visits.map(async ({ page }) => {
        const end = page.locator('.status:is(.processing, .shipped, .delivered, .cancelled)');
        await end.waitFor({ timeout: 60_000 });
        return (await end.getAttribute('class'))?.includes('cancelled') ? page : undefined;
      }),
    );
    const [loser, ...more] = ends.filter((page) => page !== undefined);
    expect(more).toEqual([]);
    await loser?.getByText('Somebody was quicker').waitFor();
    // Who opens the page sooner may see what was there up to two seconds ago.
    await stockBecomes(world().client, productId, { available: 0 });
    await loser?.goto(`/products/${productId}`);
    await loser?.getByText('Sold out').waitFor();
    expect(await loser?.getByRole('button', { name: 'Add to cart' }).isDisabled()).toBe(true);
    expect(visits.flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  it('an order is cancelled from its page before it leaves', async () => {
    const { admin, shop } = world();
    const productId = await newProduct(admin, { stock: 1 });
    const { page, complaints } = await browser().visit();
    await atCheckout(page, productId);
    const shipping = shop.app('shipping').service;
    shipping.pause();
    try {
      await placeOrder(page);
      await page.getByRole('button', { name: 'Cancel order' }).click();
    } finally {
      shipping.resume();
    }
    await page.locator('.status.cancelled').waitFor({ timeout: 60_000 });
    await page.getByText('You cancelled this order').waitFor();
    expect(complaints).toEqual([]);
  });

  it('a whole purchase by the keyboard alone', async () => {
    const name = `Keyboard ${Date.now()}`;
    const productId = await newProduct(world().admin, { stock: 1, name });
    const { page, complaints } = await browser().visit();
    await atCheckout(page, productId);
    await page.goto('/');
    const { press, type, tabTo } = keyboardOf(page);
    await tabTo(/Search/);
    await type(name);
    // What is new stands on the first page too, and goes away when the search begins.
    await page.waitForURL((url) => url.searchParams.get('q') === name);
    await page.getByRole('main').getByRole('link', { name }).waitFor();
    await tabTo(new RegExp(name));
    await press('Enter');
    await page.getByRole('button', { name: 'Add to cart' }).waitFor();
    await tabTo(/^Cart/);
    await press('Enter');
    await page.getByRole('link', { name: 'To checkout' }).waitFor();
    await tabTo(/To checkout/);
    await press('Enter');
    await page.getByLabel('Card number').waitFor();
    const fields = [
      [/^Name/, 'Grace'],
      [/^Street/, '1 Way'],
      [/^Postal code/, '10115'],
      [/^City/, 'Berlin'],
      [/^Country/, 'Germany'],
      [/^Card number/, cards.success],
    ] as const;
    for (const [label, text] of fields) {
      await tabTo(label);
      await type(text);
    }
    await press('Enter');
    await untilDelivered(page);
    expect(complaints).toEqual([]);
  });
};
