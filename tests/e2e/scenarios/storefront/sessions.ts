import { expect, it } from 'vitest';
import type { ShopBrowser } from '../../../support/shop-browser.ts';
import { registerAt } from '../../../support/shop-pages.ts';
import type { GetWorld } from '../../../support/world.ts';

const storage = 'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])';

export const sessions = (world: GetWorld, browser: () => ShopBrowser): void => {
  it('a member stays signed in through a reload, and scripts find nothing to carry off', async () => {
    const { page, complaints } = await browser().visit();
    await registerAt(page, '/account');
    await page.reload();
    await page.getByLabel('Username').waitFor();
    const cookie = (await page.context().cookies()).find(({ name }) => name === 'mercato_session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    const seen = await page.evaluate<string>(storage);
    expect(seen).toMatch(/^\[\{"mercato\.signed-in":"\d+(\.\d+)?"\},\{\},"[^.]*"\]$/);
    expect(complaints).toEqual([]);
  });

  it('two tabs are signed in and out together, and signing out ends the session itself', async () => {
    const { page: one, complaints } = await browser().visit();
    const context = one.context();
    await one.goto('/');
    const { page: two } = await browser().anotherTab(context);
    await two.goto('/orders');
    await two.getByRole('main').getByRole('link', { name: 'Sign in' }).waitFor();
    await registerAt(one, '/account');
    await two.getByText('You have not ordered anything yet.').waitFor();
    const kept = await context.cookies();

    await one.getByRole('button', { name: 'Sign out' }).click();
    await two.getByRole('main').getByRole('link', { name: 'Sign in' }).waitFor();
    // Whoever kept the cookie has kept nothing.
    await context.addCookies(kept);
    const reply = await context.request.post(`${world().shop.url}/api/session/token`, { data: {} });
    expect(await reply.json()).toEqual({ session: null });
    expect(complaints).toEqual([]);
  });

  it('nobody is signed in by a page of another origin, a neighbour’s included', async () => {
    const { page } = await browser().visit();
    await registerAt(page, '/account');
    const url = world().shop.url;
    for (const site of ['same-site', 'cross-site']) {
      const headers = { 'sec-fetch-site': site };
      const reply = await page.context().request.post(`${url}/api/session/token`, { data: {}, headers });
      expect(reply.status(), site).toBe(403);
    }
    const own = await page.context().request.post(`${url}/api/session/token`, { data: {} });
    expect(await own.json()).toMatchObject({ session: { tokenType: 'Bearer' } });
  });

  it('a shop that cannot say who is signed in says so, and goes on when it can', async () => {
    const { page } = await browser().visit();
    await registerAt(page, '/account');
    const user = world().shop.app('user').service;
    await user.kill();
    try {
      await page.goto('/account');
      await page.getByRole('alert').waitFor({ timeout: 60_000 });
      await page.getByRole('link', { name: 'Mercato' }).click();
      await page.getByRole('heading', { name: 'Best sellers' }).waitFor();
    } finally {
      await user.start();
      await user.waitUntilReady();
    }
    await page.goto('/account');
    await page.getByLabel('Username').waitFor({ timeout: 60_000 });
  });

  it('an account is changed, closed, and then nobody’s', async () => {
    const { page, complaints } = await browser().visit();
    const who = await registerAt(page, '/account');
    await page.getByLabel('Full name').fill('Grace Hopper');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.reload();
    await page.getByLabel('Full name').and(page.locator('[value="Grace Hopper"]')).waitFor();
    await page.getByRole('button', { name: 'Close account' }).click();
    await page.getByRole('button', { name: 'Yes, do it' }).click();
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    await page.goto('/sign-in');
    await page.getByLabel('Email').fill(who.email);
    await page.getByLabel(/^Password/).fill(who.password);
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Email or password is wrong.').waitFor();
    expect(complaints).toEqual([]);
  });
};
