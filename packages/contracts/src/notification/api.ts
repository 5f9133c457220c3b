import { z } from 'zod';
import { accepted, defineApi, id, pageQuery } from '../shared/index.ts';
import { channel, notificationPage, templateData, templateName } from './schemas.ts';

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
});
