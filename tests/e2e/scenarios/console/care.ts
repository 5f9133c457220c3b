import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { breakCheckout, type Broken } from '../../../support/broken-checkout.ts';
import { enterConsole, show } from '../../../support/console-pages.ts';
import { unfitIn } from '../../../support/page-fitness.ts';
import type { ShopBrowser } from '../../../support/shop-browser.ts';
import { stockBecomes, until, untilOrder } from '../../../support/shopper.ts';
import type { GetWorld } from '../../../support/world.ts';

const queue = 'order-commands-dlq';
const source = 'order-commands';

/** Presses the button of this name in the dialog that is open. */
const confirm = (page: Page, name: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name }).click();

/**
 * What an operator does when things went wrong. The way of a command into a dead-letter queue takes most of a minute: it
 * begins before other scenarios and ends after them.
 */
export const consoleCare = (world: GetWorld, browser: () => ShopBrowser) => {
  let broken: Promise<Broken> | undefined;
  const begun = (): Promise<Broken> => (broken ??= breakCheckout(world()));

  const begin = (): void => {
    it('a checkout is accepted whose order cannot be read', async () => {
      expect((await begun()).orderId).toMatch(/^[0-9a-f-]{36}$/);
    });
  };

  const end = (): void => {
    it('a dead letter is looked at, and sent back once its cause is mended: the order completes', async () => {
      const { orderId, productId, shopper, mend } = await begun();
      const { page, complaints } = await browser().visit();
      await enterConsole(page, world(), '/console/letters');
      const link = page.getByRole('link', { name: queue });
      await until(
        'the dead letter',
        async () => (await page.getByRole('row', { name: queue }).getByText('1', { exact: true }).count()) || undefined,
        110_000,
      );
      await link.click();
      const letter = page.getByRole('listitem').filter({ hasText: orderId });
      await letter.getByText(/Unexpected failure: SyntaxError/).waitFor();
      await letter.getByText('Look inside').click();
      await letter.getByText('[redacted').first().waitFor();
      expect(await letter.textContent()).not.toContain(shopper.email);
      expect(await unfitIn(page)).toEqual([]);

      await mend();
      await letter.getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Send 1 back' }).click();
      await page.getByText(`go back to ${source}`).waitFor();
      await confirm(page, 'Send back');
      await page.getByText('1 sent back.').waitFor();
      const order = await untilOrder(shopper, orderId, (o) => !['accepted', 'pending'].includes(o.status));
      expect(order).toMatchObject({ cancellation: null, needsAttention: null });
      await stockBecomes(world().client, productId, { onHand: 2, sold: 1 });
      await page.getByRole('table', { name: 'Audit trail' }).getByText('sent back').first().waitFor();
      expect(complaints).toEqual([]);
    });

    it('what nobody can use is discarded, but only by its queue’s name', async () => {
      const { sqs } = world().shop.aws;
      const url = (await sqs.getQueueUrl('cart-events-dlq')) ?? '';
      await sqs.sendMessage(url, JSON.stringify({ id: 'strange-2', type: 'order-confirmed-v1', subject: 'o1' }));
      const { page } = await browser().visit();
      await enterConsole(page, world(), '/console/letters/cart-events-dlq');
      await page.getByLabel('Choose all 1').check();
      await page.getByRole('button', { name: 'Discard 1' }).click();
      await page.getByLabel('Type cart-events-dlq to confirm').fill('cart-events');
      await confirm(page, 'Discard for ever');
      await page.getByText('Nothing was deleted.').waitFor();
      await page.getByLabel('Type cart-events-dlq to confirm').fill('cart-events-dlq');
      await confirm(page, 'Discard for ever');
      await page.getByText('1 discarded.').waitFor();
      await page.getByText('Nothing lies here.').waitFor();
    });

    it('the mails of the shop can be read', async () => {
      const { page } = await browser().visit();
      await enterConsole(page, world(), '/console/mail');
      const mail = page.getByRole('listitem').filter({ hasText: '@example.com' }).first();
      await mail.locator('summary').click();
      await mail.locator('.body').waitFor();
      expect(await unfitIn(page)).toEqual([]);
    });

    it('the books are checked from the page, and all is there', async () => {
      const { page, complaints } = await browser().visit();
      await enterConsole(page, world(), '/console/checks');
      await page.getByLabel('Wait for quiet, at most').selectOption('120');
      await page.getByRole('button', { name: 'Check the books' }).click();
      await page.getByText('Nothing is lost, held or taken twice.').waitFor({ timeout: 150_000 });
      await page.reload();
      await page.getByText('Nothing is lost, held or taken twice.').waitFor();
      expect(await unfitIn(page)).toEqual([]);
      await show(page, '/console', 'Overview');
      expect(complaints).toEqual([]);
    }, 200_000);
  };

  return { begin, end };
};
