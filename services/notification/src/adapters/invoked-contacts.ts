import { userApi } from '@mercato/contracts/user';
import type { Invoker } from '@mercato/kit/invoke';
import type { Contacts } from '../ports/contacts.ts';

const timeoutMs = 3000;

/** Contacts from the user service, through the sidecar. */
export const invokedContacts = (invoker: Invoker): Contacts => ({
  of: async (userId) => {
    const { contact } = await invoker.call('user', userApi.getContact, { params: { id: userId } }, { timeoutMs });
    return contact;
  },
});
