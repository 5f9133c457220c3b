import { describe, expect, it } from 'vitest';
import { Argon2Hasher, owaspCost } from './argon2-hasher.ts';
import { Bulkhead } from './bulkhead.ts';
import { parsePhc } from './phc.ts';

const cheap = { memory: 8, passes: 1, parallelism: 1 };

describe('Argon2Hasher', () => {
  it('hashes under the cost that OWASP asks for, unless told otherwise', async () => {
    const hasher = new Argon2Hasher();
    const hash = await hasher.hash('secret');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(hash.length).toBeLessThanOrEqual(255);
    expect(await hasher.verify('secret', hash)).toBe(true);
    expect(await hasher.verify('Secret', hash)).toBe(false);
    expect(hasher.isOutdated(hash)).toBe(false);
    expect(owaspCost.memory).toBe(19_456);
  });

  it('verifies a known vector of the reference implementation', async () => {
    // printf password | argon2 somesalt -id -t 2 -k 65536 -p 1
    const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    const hasher = new Argon2Hasher({ cost: cheap });
    expect(await hasher.verify('password', reference)).toBe(true);
    expect(hasher.isOutdated(reference)).toBe(true);
  });

  it('salts: the same password never has the same hash', async () => {
    const hasher = new Argon2Hasher({ cost: cheap });
    expect(await hasher.hash('secret')).not.toBe(await hasher.hash('secret'));
  });

  it('takes composed and decomposed letters for the same', async () => {
    const hasher = new Argon2Hasher({ cost: cheap });
    expect(await hasher.verify('mu\u0308nchen', await hasher.hash('m\u00fcnchen'))).toBe(true);
  });

  it('never matches nothing, nor what is not a hash', async () => {
    const hasher = new Argon2Hasher({ cost: cheap });
    expect(await hasher.verify('', undefined)).toBe(false);
    for (const bad of ['', 'secret', '$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAA', '$2b$10$abc']) {
      expect(parsePhc(bad)).toBeUndefined();
      expect(await hasher.verify('secret', bad)).toBe(false);
      expect(hasher.isOutdated(bad)).toBe(true);
    }
  });

  it('leaves the event loop free', async () => {
    const hashing = new Argon2Hasher({ cost: { ...owaspCost, passes: 8 } }).hash('secret');
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    await hashing;
    clearInterval(counting);
    expect(turns).toBeGreaterThan(5);
  });
});

describe('Bulkhead', () => {
  const flood = async (calls: number, limits: { atOnce: number; waiting: number }) => {
    const bulkhead = new Bulkhead(limits);
    let [running, most] = [0, 0];
    const results = await Promise.allSettled(
      Array.from({ length: calls }, () =>
        bulkhead.run(async () => {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
        }),
      ),
    );
    return { most, refused: results.filter((r) => r.status === 'rejected').length };
  };

  it('works on few at once and refuses what cannot wait', async () => {
    expect(await flood(20, { atOnce: 2, waiting: 5 })).toEqual({ most: 2, refused: 13 });
  });

  it('serves everybody when there is room to wait, and goes on after a failure', async () => {
    const bulkhead = new Bulkhead({ atOnce: 1, waiting: 1 });
    await expect(bulkhead.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await bulkhead.run(() => Promise.resolve('served'))).toBe('served');
    expect(await flood(20, { atOnce: 3, waiting: 17 })).toEqual({ most: 3, refused: 0 });
  });
});
