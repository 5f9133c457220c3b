import { z } from 'zod';
import { id, page, timestamp } from '../shared/index.ts';

export const channel = z.enum(['email', 'sms', 'push']);
export type Channel = z.infer<typeof channel>;

export const templateName = z.enum([
  'order-confirmation',
  'order-cancelled',
  'payment-confirmation',
  'refund-confirmation',
  'shipment-dispatched',
  'shipment-delivered',
  'password-reset',
  'registration',
  'registration-known',
  'address-change',
  'address-changed',
  'announcement',
]);
export type TemplateName = z.infer<typeof templateName>;

/** `<event id>:<channel>`. */
export const notificationId = z.string().regex(/^[\x21-\x7e]{1,300}$/);

export const notification = z
  .object({
    id: z.string(),
    userId: id,
    channel,
    template: templateName,
    subject: z.string(),
    text: z.string(),
    /** The order it is about, where there is one. */
    orderId: id.nullable(),
    status: z.enum(['sent', 'skipped']),
    sentAt: timestamp,
  })
  .meta({ id: 'Notification' });
export type Notification = z.infer<typeof notification>;

export const notificationPage = page(notification);

export const mailboxQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(50) });

const mail = z
  .object({
    /** Of the event that caused it. */
    id: z.string(),
    to: z.string(),
    subject: z.string(),
    date: timestamp,
    text: z.string(),
  })
  .meta({ id: 'Mail' });
export type KeptMail = z.infer<typeof mail>;

/** Without `kept`, mails go to a mail server, and none is here. */
export const mailboxPage = z.object({ kept: z.boolean(), items: z.array(mail) });

/** Values a template may use. */
export const templateData = z
  .record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/), z.union([z.string().max(2000), z.number()]))
  .refine((d) => Object.keys(d).length <= 20, 'at most 20 values');
