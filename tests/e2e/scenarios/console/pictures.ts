import { orderApi } from '@mercato/contracts/order';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { enterConsole, show } from '../../../support/console-pages.ts';
import { takePicture } from '../../../support/pictures.ts';
import type { ShopBrowser, Visitor } from '../../../support/shop-browser.ts';
import { cards, newProduct, newShopper, placement } from '../../../support/shopper.ts';
import type { GetWorld, World } from '../../../support/world.ts';

const looks: Readonly<Record<string, Visitor>> = {
  wide: { width: 1_200, height: 800 },
  dark: { width: 1_200, height: 800, colorScheme: 'dark' },
  phone: { width: 360, height: 740 },
};

/** Of a page anybody would call broken. Its figures differ each time, so that this asks less than of the shop. */
const mostDifference = 0.5;

const keep = async (page: Page, name: string): Promise<void> => {
  const { cells, colours, difference } = await takePicture(page, name);
  const { width, height } = page.viewportSize() ?? {};
  expect([cells.width, cells.height], name).toEqual([width, height]);
  expect(colours, `${name} is nearly blank`).toBeGreaterThan(4);
  expect(difference, `${name} does not look as docs/pictures has it`).toBeLessThan(mostDifference);
};

/** Some that went well, and one that did not, which is the one to look at. */
const someOrders = async ({ client, admin }: World): Promise<string> => {
  const productId = await newProduct(admin, { stock: 30, name: 'Cast-iron pan', price: 4990 });
  const shopper = await newShopper(client);
  const order = async (card: string): Promise<string> =>
    (await shopper.client.expect(orderApi.placeOrder, 201, { ...placement({ productId, card }), wait: 20 })).id;
  for (let n = 0; n < 6; n += 1) await order(cards.success);
  return order(cards.declined);
};

export const consolePictures = (world: GetWorld, browser: () => ShopBrowser): void => {
  let declined: Promise<string> | undefined;

  it.each(Object.entries(looks))('the main pages look as they should: %s', async (look, visitor) => {
    const id = await (declined ??= someOrders(world()));
    const { page, complaints } = await browser().visit({ ...visitor, reducedMotion: 'reduce' });
    await enterConsole(page, world());
    await page.locator('.line-path').first().waitFor();
    await keep(page, `console-overview-${look}`);
    await show(page, `/console/orders/${id}`, 'Order');
    await page.getByText('given back').waitFor();
    await keep(page, `console-order-${look}`);
    await show(page, '/console/map', 'Service map');
    await page.locator('.node').first().waitFor();
    await keep(page, `console-map-${look}`);
    await show(page, '/console/letters', 'Dead letters');
    await page.getByRole('table', { name: 'Queues' }).waitFor();
    await keep(page, `console-letters-${look}`);
    await show(page, '/console/catalogue', 'Catalogue');
    await keep(page, `console-catalogue-${look}`);
    expect(complaints).toEqual([]);
  });
};
