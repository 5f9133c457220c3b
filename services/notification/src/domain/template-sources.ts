import type { TemplateName } from '@mercato/contracts/notification';
import type { TemplateSource } from './compile-template.ts';

const letter = (body: string): string =>
  `<!doctype html><html lang="en"><body style="font-family:sans-serif;max-width:36em;margin:auto">${body}<p>Mercato</p></body></html>`;

/** Every message the shop can send. */
export const templateSources: Readonly<Record<TemplateName, TemplateSource>> = {
  'order-confirmation': {
    values: ['name', 'orderId', 'lines', 'total'],
    subject: 'Your order {{orderId}} is confirmed',
    text: 'Hello {{name}},\n\nthank you for your order {{orderId}}.\n\n{{lines}}\n\nTotal: {{total}}\n\nMercato\n',
    html: letter(
      '<p>Hello {{name}},</p><p>thank you for your order {{orderId}}.</p><pre>{{lines}}</pre><p>Total: <b>{{total}}</b></p>',
    ),
  },
  'order-cancelled': {
    values: ['name', 'orderId', 'reason', 'refund'],
    subject: 'Your order {{orderId}} was cancelled',
    text: 'Hello {{name}},\n\nyour order {{orderId}} was cancelled: {{reason}}\n{{refund}}\n\nMercato\n',
    html: letter('<p>Hello {{name}},</p><p>your order {{orderId}} was cancelled: {{reason}}</p><p>{{refund}}</p>'),
  },
  'payment-confirmation': {
    values: ['name', 'orderId', 'amount'],
    subject: 'We received your payment for order {{orderId}}',
    text: 'Hello {{name}},\n\nwe received {{amount}} for your order {{orderId}}.\n\nMercato\n',
    html: letter('<p>Hello {{name}},</p><p>we received <b>{{amount}}</b> for your order {{orderId}}.</p>'),
  },
  'refund-confirmation': {
    values: ['name', 'orderId', 'amount'],
    subject: 'Your refund for order {{orderId}}',
    text: 'Hello {{name}},\n\nwe sent {{amount}} back to your card for order {{orderId}}.\n\nMercato\n',
    html: letter('<p>Hello {{name}},</p><p>we sent <b>{{amount}}</b> back to your card for order {{orderId}}.</p>'),
  },
  'shipment-dispatched': {
    values: ['name', 'orderId', 'carrier', 'trackingNumber'],
    subject: 'Your order {{orderId}} is on its way',
    text: 'Hello {{name}},\n\n{{carrier}} has your order {{orderId}}. Tracking number: {{trackingNumber}}\n\nMercato\n',
    html: letter(
      '<p>Hello {{name}},</p><p>{{carrier}} has your order {{orderId}}. Tracking number: <b>{{trackingNumber}}</b></p>',
    ),
  },
  'shipment-delivered': {
    values: ['name', 'orderId'],
    subject: 'Your order {{orderId}} was delivered',
    text: 'Hello {{name}},\n\nyour order {{orderId}} was delivered. Enjoy it!\n\nMercato\n',
    html: letter('<p>Hello {{name}},</p><p>your order {{orderId}} was delivered. Enjoy it!</p>'),
  },
  'password-reset': {
    values: ['name', 'token', 'minutes'],
    secret: ['token'],
    subject: 'Reset your password',
    text: 'Hello {{name}},\n\nyour reset token is valid for {{minutes}} minutes:\n\n{{token}}\n\nIf you did not ask for it, ignore this mail.\n\nMercato\n',
    html: letter(
      '<p>Hello {{name}},</p><p>your reset token is valid for {{minutes}} minutes:</p><pre>{{token}}</pre><p>If you did not ask for it, ignore this mail.</p>',
    ),
  },
  registration: {
    values: ['name', 'token', 'minutes'],
    secret: ['token'],
    subject: 'Confirm your address',
    text: 'Hello {{name}},\n\nyour code is valid for {{minutes}} minutes:\n\n{{token}}\n\nEnter it, with the password that you chose, where you registered. If you did not register, ignore this mail: there is no account.\n\nMercato\n',
    html: letter(
      '<p>Hello {{name}},</p><p>your code is valid for {{minutes}} minutes:</p><pre>{{token}}</pre><p>Enter it, with the password that you chose, where you registered. If you did not register, ignore this mail: there is no account.</p>',
    ),
  },
  'registration-known': {
    values: ['name'],
    subject: 'You already have an account',
    text: 'Hello {{name}},\n\nsomebody, perhaps you, wanted an account with this address. It already has an account, and nothing was changed. Sign in, or ask for a new password if you forgot yours. An account that was closed stays closed.\n\nMercato\n',
    html: letter(
      '<p>Hello {{name}},</p><p>somebody, perhaps you, wanted an account with this address. It already has an account, and nothing was changed. Sign in, or ask for a new password if you forgot yours. An account that was closed stays closed.</p>',
    ),
  },
  'address-change': {
    values: ['name', 'token', 'minutes'],
    secret: ['token'],
    subject: 'Confirm your new address',
    text: 'Hello {{name}},\n\nyour code is valid for {{minutes}} minutes:\n\n{{token}}\n\nEnter it where you changed the address of your account. If you did not, ignore this mail: nothing is changed.\n\nMercato\n',
    html: letter(
      '<p>Hello {{name}},</p><p>your code is valid for {{minutes}} minutes:</p><pre>{{token}}</pre><p>Enter it where you changed the address of your account. If you did not, ignore this mail: nothing is changed.</p>',
    ),
  },
  'address-changed': {
    values: ['name'],
    subject: 'Your account has another address now',
    text: 'Hello {{name}},\n\nyour account has another address now, and mails go there from now on. If that was not you, tell us at once.\n\nMercato\n',
    html: letter(
      '<p>Hello {{name}},</p><p>your account has another address now, and mails go there from now on. If that was not you, tell us at once.</p>',
    ),
  },
  announcement: {
    values: ['name', 'subject', 'message'],
    subject: '{{subject}}',
    text: 'Hello {{name}},\n\n{{message}}\n\nMercato\n',
    html: letter('<p>Hello {{name}},</p><p style="white-space:pre-wrap">{{message}}</p>'),
  },
};
