import type { Aggregates } from '@mercato/kit/aggregate';
import type { Account } from '../domain/account.ts';
import type { KeyBook } from '../domain/api-keys.ts';
import type { RegistrationBook } from '../domain/registration.ts';
import type { SessionBook } from '../domain/session.ts';

export type Accounts = Aggregates<Account>;
export type Sessions = Aggregates<SessionBook>;
export type ApiKeys = Aggregates<KeyBook>;
export type Registrations = Aggregates<RegistrationBook>;
