import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { codeSentTo } from './letters.ts';
import { cards } from './shopper.ts';

const password = 'correct horse battery';

/** Somebody new, at the page for signing in, with an eye on the mail. */
export const register = async (page: Page): Promise<{ readonly email: string; readonly password: string }> => {
  const name = `b-${randomUUID().slice(0, 12)}`;
  const email = `${name}@example.com`;
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Username').fill(name);
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByLabel('Code from the mail').fill(await codeSentTo(new URL(page.url()).origin, email));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('link', { name: 'Account' }).waitFor();
  return { email, password };
};

export const registerAt = async (page: Page, path: string): ReturnType<typeof register> => {
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
  return register(page);
};

export const addToCart = async (page: Page, productId: string): Promise<void> => {
  await page.goto(`/products/${productId}`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByText('Added to your cart').waitFor();
};

/** The form of checkout, filled in and sent. */
export const placeOrder = async (page: Page, number: string = cards.success): Promise<void> => {
  const address = { Name: 'Grace', 'Street and number': '1 Way', 'Postal code': '10115', City: 'Berlin' };
  for (const [label, text] of Object.entries(address)) await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByLabel('Country').selectOption('DE');
  await page.getByLabel('Card number').fill(number);
  await page.getByRole('button', { name: 'Place order' }).click();
};

/** A new shopper with this in the cart, at checkout. */
export const atCheckout = async (page: Page, productId: string): Promise<void> => {
  await addToCart(page, productId);
  await registerAt(page, '/checkout');
  await page.getByLabel('Card number').waitFor();
};

export const untilDelivered = (page: Page): Promise<void> =>
  page.locator('.status.delivered').waitFor({ timeout: 90_000 });
