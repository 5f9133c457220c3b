import { notificationApi } from '@mercato/contracts/notification';
import { type Registration, type User, userApi } from '@mercato/contracts/user';
import { codeIn } from '../../tools/shared/registration-mail.ts';
import type { ShopClient } from './shop-client.ts';
import { until } from './until.ts';

/** The mails to one address, as text. */
export type ReadMails = (address: string) => readonly string[] | Promise<readonly string[]>;

const known = new Map<string, ReadMails>();

/** Says how the mails of the shop at this address are read. */
export const keepMailsOf = (baseUrl: string, read: ReadMails): void => {
  known.set(baseUrl, read);
};

/** By the shop itself, which shows its mailbox to administrators. */
export const mailsAskedOf =
  (admin: ShopClient): ReadMails =>
  async (address) => {
    const { items } = await admin.expect(notificationApi.listMailbox, 200, { query: { limit: '100' } });
    return items.filter(({ to }) => to.includes(address)).map(({ text }) => text);
  };

/** The code that somebody was sent who registers. */
export const codeSentTo = (baseUrl: string, address: string): Promise<string> => {
  const read = known.get(baseUrl);
  if (!read) throw new Error(`nobody said where the mails of ${baseUrl} are`);
  return until(`the mail with the code for ${address}`, async () =>
    (await read(address)).map(codeIn).find((code) => code !== undefined),
  );
};

/** Registers, looks into the mail and confirms, as anybody does. */
export const register = async (shop: ShopClient, wanted: Registration): Promise<User> => {
  await shop.expect(userApi.register, 202, { body: wanted });
  const token = await codeSentTo(shop.baseUrl, wanted.email);
  return shop.expect(userApi.confirmRegistration, 201, { body: { token, password: wanted.password } });
};
