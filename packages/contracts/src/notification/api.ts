import { z } from 'zod';
import { accepted, defineApi, id, indexReport, pageQuery } from '../shared/index.ts';
import {
  channel,
  mailboxPage,
  mailboxQuery,
  notificationId,
  notificationPage,
  templateData,
  templateName,
} from './schemas.ts';

export const notificationApi = defineApi({
  listNotifications: {
    id: 'listNotifications',
    method: 'GET',
    path: '/api/notifications',
    summary: 'What was sent to you, newest first; an administrator may name a user',
    audience: 'user',
    query: pageQuery.extend({ userId: id.optional() }),
    answers: { 200: notificationPage },
    errors: ['auth.forbidden'],
  },
  sendNotification: {
    id: 'sendNotification',
    method: 'POST',
    path: '/api/notifications/send',
    summary: 'Send a message to a user by hand',
    audience: 'admin',
    body: z.strictObject({
      userId: id,
      channel: channel.default('email'),
      template: templateName,
      data: templateData.default({}),
    }),
    idempotency: 'optional',
    answers: { 202: accepted },
    errors: [],
  },
  listMailbox: {
    id: 'listMailbox',
    method: 'GET',
    path: '/api/notifications/mailbox',
    summary: 'The mails that went into a folder because no mail server is set up, newest first',
    audience: 'admin',
    query: mailboxQuery,
    answers: { 200: mailboxPage },
    errors: [],
  },
  rebuildIndex: {
    id: 'rebuildNotificationIndex',
    method: 'POST',
    path: '/api/indexes/notifications/:userId',
    summary: "Compare the listing of a user's notifications with its events, and with repair make it again",
    audience: 'admin',
    params: z.strictObject({ userId: id }),
    /** `whole`: the ids are all that the archive knows of. Then what else stands there must have been sent. */
    body: z.strictObject({ ids: z.array(notificationId).max(4_000), whole: z.boolean(), repair: z.boolean() }),
    bodyLimit: 524_288,
    answers: { 200: indexReport },
    errors: ['write.contended', 'dependency.unavailable'],
  },
});
