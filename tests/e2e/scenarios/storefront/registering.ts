import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { codeSentTo } from '../../../support/letters.ts';
import { barriersIn, type ShopBrowser } from '../../../support/shop-browser.ts';
import { newShopper } from '../../../support/shopper.ts';
import type { GetWorld } from '../../../support/world.ts';

const password = 'correct horse battery';

/** Fills in the form; what comes then is for whoever reads the mail. */
const ask = async (page: Page, email: string): Promise<void> => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Username').fill(`b-${randomUUID().slice(0, 12)}`);
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
};

export const registering = (world: GetWorld, browser: () => ShopBrowser): void => {
  it('shows the same for an address that is taken, and says where the mail is', async () => {
    const { email } = await newShopper(world().client);
    const shown: (string | null)[] = [];
    for (const address of [email, `b-${randomUUID()}@example.com`]) {
      const { page, complaints } = await browser().visit();
      await ask(page, address);
      await page.getByText('.mercato/mailbox').waitFor();
      expect(await barriersIn(page)).toEqual([]);
      shown.push(await page.getByRole('main').textContent());
      expect(complaints).toEqual([]);
    }
    expect(shown[0]).toBe(shown[1]);
  });

  it('ends in another window too, with the code behind the # and the password that was chosen', async () => {
    const email = `b-${randomUUID()}@example.com`;
    const first = await browser().visit();
    await ask(first.page, email);
    await first.page.getByRole('button', { name: 'No mail? Try again' }).click();
    await first.page.getByRole('heading', { name: 'Register' }).waitFor();

    const { page, complaints } = await browser().visit();
    await page.goto(`/confirm#${await codeSentTo(world().client.baseUrl, email)}`);
    await page.getByLabel(/^Password/).fill('the password of a stranger');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Code or password is wrong').waitFor();
    await page.getByLabel(/^Password/).fill(password);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('link', { name: 'Account' }).waitFor();
    expect(complaints).toEqual([]);
  });
};
