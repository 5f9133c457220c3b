import { z } from 'zod';
import { defineApi, id } from '../shared/index.ts';
import { addressChange, registration, registrationAnswer, user } from './schemas.ts';

const byId = z.strictObject({ id });
const token = z.string().min(1).max(512);

/** An account or another address is asked for, and made or taken once the address is confirmed. */
export const registrationRoutes = defineApi({
  register: {
    id: 'registerUser',
    method: 'POST',
    path: '/api/users/register',
    summary: 'Ask for an account; a mail goes to the address, and the answer is the same whether it has one or not',
    audience: 'public',
    body: registration,
    idempotency: 'optional',
    answers: { 202: registrationAnswer },
    errors: ['user.username_taken', 'user.password_weak'],
  },
  confirmRegistration: {
    id: 'confirmRegistration',
    method: 'POST',
    path: '/api/users/register/confirm',
    summary: 'Create the account that was asked for, with the token from the mail and the password chosen then',
    audience: 'public',
    body: z.strictObject({ token, password: z.string().min(1).max(128) }),
    idempotency: 'optional',
    answers: { 201: user },
    errors: ['user.registration_invalid', 'user.email_taken', 'user.username_taken'],
  },
  requestAddressChange: {
    id: 'requestAddressChange',
    method: 'POST',
    path: '/api/users/:id/email',
    summary:
      'Ask for another address, with the password; a mail goes there, and the answer is the same whether it is taken',
    audience: 'user',
    params: byId,
    body: addressChange,
    idempotency: 'optional',
    answers: { 202: registrationAnswer },
    errors: ['auth.forbidden', 'user.not_found', 'user.credentials_invalid'],
  },
  confirmAddressChange: {
    id: 'confirmAddressChange',
    method: 'POST',
    path: '/api/users/:id/email/confirm',
    summary: 'Take the other address, with the token from the mail; a mail tells whoever reads the former one',
    audience: 'user',
    params: byId,
    body: z.strictObject({ token }),
    idempotency: 'optional',
    answers: { 200: user },
    errors: ['auth.forbidden', 'user.not_found', 'user.address_change_invalid', 'user.email_taken'],
  },
});
