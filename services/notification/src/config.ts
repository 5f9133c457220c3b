import { baseConfig, secretText } from '@mercato/kit/config';
import { z } from 'zod';

export const notificationConfig = baseConfig.extend({
  /** As in `smtp://user:password@mail.example.com:587`; without it mail goes into a folder. */
  SMTP_URL: secretText.optional(),
  MAILBOX_DIR: z.string().default('.mercato/mailbox'),
  MAIL_FROM: z.string().default('Mercato <shop@mercato.local>'),
});
