import { z } from 'zod';
import { address, email, id, textLine, timestamp } from '../shared/index.ts';

export const username = z
  .string()
  .regex(/^[A-Za-z0-9._-]{3,80}$/)
  .meta({ id: 'Username', examples: ['ada'] });
export const password = z.string().min(10).max(128).meta({ id: 'Password' });
export const phone = z
  .string()
  .regex(/^\+?[0-9 ()-]{5,20}$/)
  .meta({ id: 'Phone' });
export const role = z.enum(['user', 'admin']);
export type Role = z.infer<typeof role>;

export const user = z
  .object({
    id,
    username,
    email,
    fullName: z.string().nullable(),
    phone: z.string().nullable(),
    address: address.nullable(),
    role,
    createdAt: timestamp,
    updatedAt: timestamp,
    version: z.int(),
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof user>;

export const registration = z.strictObject({
  username,
  email,
  password,
  fullName: textLine(120).optional(),
  phone: phone.optional(),
  address: address.optional(),
});
export type Registration = z.infer<typeof registration>;

/** Tells nothing that the request did not. */
export const registrationAnswer = z
  .object({ email, /** From now; the token in the mail is good for so long. */ confirmWithinMinutes: z.int() })
  .meta({ id: 'RegistrationAnswer' });

export const profileUpdate = z.strictObject({
  username: username.optional(),
  /** By an administrator, of somebody else: one's own is changed with the code of a mail. */
  email: email.optional(),
  fullName: textLine(120).nullable().optional(),
  phone: phone.nullable().optional(),
  address: address.nullable().optional(),
});
export const addressChange = z.strictObject({
  email,
  /** A password can be reset by an address. */
  currentPassword: z.string().min(1).max(128),
});
export type AddressChange = z.infer<typeof addressChange>;

export type ProfileUpdate = z.infer<typeof profileUpdate>;

export const sessionInfo = z
  .object({
    id,
    createdAt: timestamp,
    lastUsedAt: timestamp,
    /** Unless it is used before. */
    expiresAt: timestamp,
    userAgent: z.string().nullable(),
    /** Whether the request came with a token of this session. */
    current: z.boolean(),
  })
  .meta({ id: 'Session' });
export type SessionInfo = z.infer<typeof sessionInfo>;

const scopedApps = ['product', 'order', 'cart', 'payment', 'shipping', 'notification', 'analytics'] as const;
type ScopedApp = (typeof scopedApps)[number];
const scopes = scopedApps.flatMap((app) => [`${app}:read`, `${app}:write`] as const);

/** What a machine may do, by service. There is none for accounts: a key makes no keys and reads no profiles. */
export const scope = z
  .enum(scopes as [`${ScopedApp}:${'read' | 'write'}`, ...`${ScopedApp}:${'read' | 'write'}`[]])
  .meta({ id: 'Scope' });
export type Scope = z.infer<typeof scope>;

export const apiKeyRequest = z.strictObject({
  /** For people: which machine holds it. */
  name: textLine(80),
  scopes: z.array(scope).min(1).max(scopes.length),
  expiresInDays: z.int().min(1).max(366).default(90),
});
export type ApiKeyRequest = z.output<typeof apiKeyRequest>;

export const apiKeyInfo = z
  .object({
    id,
    name: z.string(),
    scopes: z.array(scope),
    createdAt: timestamp,
    expiresAt: timestamp,
    revokedAt: timestamp.nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKeyInfo = z.infer<typeof apiKeyInfo>;

/** An access token is a JWT (ES256) whose `sub` is the user's id and whose `role` is the role. */
export const tokens = z
  .object({
    accessToken: z.string(),
    tokenType: z.literal('Bearer'),
    /** Seconds until the access token expires. */
    expiresIn: z.int(),
    refreshToken: z.string(),
    user,
  })
  .meta({ id: 'Tokens' });

export const credentials = z.strictObject({
  email,
  password: z.string().min(1).max(128),
  /** The session ends after 30 days without use instead of one hour. */
  remember: z.boolean().default(false),
});

/** What a page may know of its session: all but the secret, which lies in a cookie that no script reads. */
export const browserSession = tokens.omit({ refreshToken: true }).meta({ id: 'BrowserSession' });
export type BrowserSession = z.infer<typeof browserSession>;
