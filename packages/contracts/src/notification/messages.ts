import { z } from 'zod';
import { defineMessage, id } from '../shared/index.ts';
import { channel, templateData, templateName } from './schemas.ts';

export const sendNotification = defineMessage({
  topic: 'notification-send-v1',
  kind: 'command',
  owner: 'notification',
  consumers: ['notification'],
  summary: 'Send one message to one user',
  key: 'notificationId',
  data: z.object({ notificationId: id, userId: id, channel, template: templateName, data: templateData }),
});
