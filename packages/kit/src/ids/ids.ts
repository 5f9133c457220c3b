import { createHash, randomUUID } from 'node:crypto';

/** The only source of random identifiers. */
export interface Ids {
  uuid(): string;
}

export const randomIds: Ids = { uuid: () => randomUUID() };

// A fixed namespace (itself a random UUID), so that our names never meet anybody else's.
const namespace = Buffer.from('8f0a2f0c5a1b4e0d9c3e7b6a41d2c905', 'hex');

/** UUIDv5 (RFC 9562) of the parts: the same parts always give the same id. */
export const uuidV5 = (...parts: readonly string[]): string => {
  // The lengths keep ['a','bc'] and ['ab','c'] apart.
  const name = parts.map((p) => `${p.length}:${p}`).join('');
  const hash = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** SHA-256 in hex of a JSON value with its keys sorted: equal requests give equal hashes. */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

const canonical = (value: unknown): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`)
    .join(',')}}`;
};
