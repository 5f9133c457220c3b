import type { SendMailOptions } from 'nodemailer';
import { hashOf } from '@mercato/kit/ids';
import type { Mail } from '../ports/senders.ts';

/** An event's id as it may stand in a file name or a header; ids are ours, but a name is no place to trust that. */
export const safeName = (eventId: string): string =>
  /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(eventId) ? eventId : hashOf(eventId);

const withoutControls = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();

/**
 * A mail as nodemailer takes it. Everything in it follows from the event, so that the same event always makes the same
 * mail: a receiver that sees it twice can tell by its Message-ID.
 */
export const mimeMail = (mail: Mail, from: string): SendMailOptions => ({
  from,
  to: { name: withoutControls(mail.to.name), address: withoutControls(mail.to.address) },
  subject: withoutControls(mail.subject),
  text: mail.text,
  html: mail.html,
  messageId: `<${safeName(mail.eventId)}@mercato.local>`,
  // A message without a readable time is dated when it is sent.
  ...(Number.isNaN(Date.parse(mail.date)) ? {} : { date: new Date(mail.date) }),
  baseBoundary: hashOf(mail.eventId).slice(0, 24),
  headers: { 'Auto-Submitted': 'auto-generated' },
  disableFileAccess: true,
  disableUrlAccess: true,
});
