import type { ApiKeyInfo, ApiKeyRequest } from '@mercato/contracts/user';
import { apiKeyText, readApiKey } from '@mercato/kit/auth';
import { hashOf } from '@mercato/kit/ids';
import { iso } from '@mercato/kit/time';
import { addKey, liveKey, revokeKey, toInfo } from '../domain/api-keys.ts';
import type { AccessToken } from '../ports/index.ts';
import type { UserDeps } from './deps.ts';

const book = 'all';
const day = 24 * 3_600_000;

const hex = (uuid: string): string => uuid.replaceAll('-', '');

/** The key in full is in this answer and nowhere else. */
export const createApiKey = async (
  { apiKeys, clock, ids }: UserDeps,
  { name, scopes, expiresInDays }: ApiKeyRequest,
): Promise<{ readonly apiKey: ApiKeyInfo; readonly key: string }> => {
  const made = { id: hashOf(ids.uuid()).slice(0, 16), proof: hex(ids.uuid()) + hex(ids.uuid()) };
  const now = clock.now();
  const kept = {
    id: made.id,
    name,
    scopes: [...new Set(scopes)],
    proofHash: hashOf(made.proof),
    createdAt: now,
    expiresAt: now + expiresInDays * day,
    revokedAt: null,
  };
  await apiKeys.execute(book, ids.uuid(), (current) => ({ state: addKey(current, kept), result: null }));
  return { apiKey: toInfo(kept, iso), key: apiKeyText(made) };
};

export const listApiKeys = async ({ apiKeys }: UserDeps): Promise<readonly ApiKeyInfo[]> =>
  ((await apiKeys.load(book))?.state.keys ?? []).map((key) => toInfo(key, iso)).toReversed();

export const revokeApiKey = async ({ apiKeys, clock, ids }: UserDeps, id: string): Promise<void> => {
  await apiKeys.execute(book, ids.uuid(), (current) => ({ state: revokeKey(current, id, clock.now()), result: null }));
};

/** A token for the machine that holds the key: its role is `service`, and it may what the key's scopes say. */
export const exchangeApiKey = async (
  { apiKeys, accessTokens, clock }: UserDeps,
  text: string,
): Promise<AccessToken | null> => {
  const presented = readApiKey(text);
  if (!presented) return null;
  const hash = hashOf(presented.proof);
  const key = liveKey((await apiKeys.load(book))?.state, { id: presented.id, hash }, clock.now());
  return key ? accessTokens.issue({ id: `key-${key.id}`, role: 'service', scopes: key.scopes }) : null;
};
