import { orderApi } from '@mercato/contracts/order';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { keyboardOf } from '../../../support/keyboard.ts';
import type { ShopBrowser } from '../../../support/shop-browser.ts';
import { newProduct, newShopper, placement } from '../../../support/shopper.ts';
import type { GetWorld } from '../../../support/world.ts';

const idOfFocused = (page: Page): Promise<string> => page.evaluate<string>('document.activeElement.id');

export const consoleKeyboard = (world: GetWorld, browser: () => ShopBrowser): void => {
  it('an order is found and cancelled by the keyboard alone, and the focus is never lost', async () => {
    const { shop, admin, client } = world();
    const productId = await newProduct(admin, { stock: 1 });
    const shopper = await newShopper(client);
    const { page, complaints } = await browser().visit();
    const { press, type, focused, tabTo } = keyboardOf(page);
    await page.goto('/console');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await tabTo(/^Email/);
    await type(shop.secrets['first-admin-email']);
    await tabTo(/^Password/);
    await type(shop.secrets['first-admin-password']);
    await press('Enter');
    await page.getByRole('navigation', { name: 'Sections' }).waitFor();

    const placed = { ...placement({ productId }), wait: 20 };
    const { id } = await shopper.client.expect(orderApi.placeOrder, 201, placed);
    await tabTo(/^Orders$/);
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor();
    expect(await idOfFocused(page)).toBe('main');
    await tabTo(/^Order id/);
    await type(id);
    await press('Enter');

    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Cancel order' }).waitFor();
    await tabTo(/^Cancel order$/);
    await press('Enter');
    await dialog.waitFor();
    expect(await focused(), 'the safe way out comes first').toBe('Leave it');
    await press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await focused(), 'back where it came from').toBe('Cancel order');
    await press('Enter');
    await dialog.waitFor();
    await tabTo(/^Cancel order$/);
    await press('Enter');

    await page.locator('.facts').getByText('cancelled').waitFor();
    await page.getByRole('button', { name: 'Cancel order' }).waitFor({ state: 'detached' });
    expect(await idOfFocused(page), 'its button is gone: on at the page').toBe('main');
    expect(complaints).toEqual([]);
  });
};
