import { z } from 'zod';
import { defineApi } from '../shared/index.ts';
import { registration, registrationAnswer, user } from './schemas.ts';

/** An account is asked for, and made once its address is confirmed. */
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
    body: z.strictObject({ token: z.string().min(1).max(512), password: z.string().min(1).max(128) }),
    idempotency: 'optional',
    answers: { 201: user },
    errors: ['user.registration_invalid', 'user.email_taken', 'user.username_taken'],
  },
});
