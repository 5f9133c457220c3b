import type { Ids } from '@mercato/kit/ids';
import type { Clock } from '@mercato/kit/time';
import type { Brake } from '../domain/brake.ts';
import type { LoginBrake } from '../domain/login-brake.ts';
import type {
  AccessTokens,
  Accounts,
  ApiKeys,
  Claims,
  PasswordHasher,
  PasswordStrength,
  Registrations,
  Sessions,
} from '../ports/index.ts';

/** What the use-cases work with. */
export interface UserDeps {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly apiKeys: ApiKeys;
  readonly registrations: Registrations;
  readonly claims: Claims;
  readonly hasher: PasswordHasher;
  readonly strength: PasswordStrength;
  readonly accessTokens: AccessTokens;
  readonly brake: LoginBrake;
  /** By where a registration comes from: each sends a mail to whomever it names. */
  readonly registrationBrake: Brake;
  readonly clock: Clock;
  readonly ids: Ids;
}
