import type { Page } from 'playwright-core';
import type { World } from './world.ts';

/** Every page of the console that has an address of its own, by its heading. */
export const consolePages = {
  '/console': 'Overview',
  '/console/map': 'Service map',
  '/console/orders': 'Orders',
  '/console/parked': 'Parked orders',
  '/console/letters': 'Dead letters',
  '/console/catalogue': 'Catalogue',
  '/console/catalogue/new': 'New product',
  '/console/catalogue/import': 'Import a file',
  '/console/mail': 'Mailbox',
  '/console/checks': 'Conservation',
  '/console/chaos': 'Chaos',
} as const;

/** The administrator of the shop, at a page of the console. */
export const enterConsole = async (page: Page, { shop }: World, path = '/console'): Promise<void> => {
  await page.goto(path);
  await page.getByLabel('Email').fill(shop.secrets['first-admin-email']);
  await page.getByLabel('Password').fill(shop.secrets['first-admin-password']);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Sections' }).waitFor();
};

/** A page once it has its heading and has been told what it shows. */
export const show = async (page: Page, path: string, heading: string): Promise<void> => {
  await page.goto(path);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await page.getByText('Loading…').first().waitFor({ state: 'detached' });
};
