import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { PasswordHasher } from '../ports/index.ts';
import { Bulkhead } from './bulkhead.ts';
import { type Argon2Cost, formatPhc, parsePhc, type PhcHash } from './phc.ts';

const derive = promisify(argon2);

/** OWASP's choice for Argon2id: 19 MiB, two passes, one lane. */
export const owaspCost: Argon2Cost = { memory: 19_456, passes: 2, parallelism: 1 };

export interface Argon2HasherOptions {
  readonly cost?: Argon2Cost;
  /** Hashes made at once: each holds `memory` KiB and one thread of libuv's four. */
  readonly atOnce?: number;
  readonly waiting?: number;
}

/** Argon2id on libuv's threads, off the event loop. */
export class Argon2Hasher implements PasswordHasher {
  readonly #cost: Argon2Cost;
  readonly #bulkhead: Bulkhead;
  readonly #decoy: PhcHash;

  constructor(options: Argon2HasherOptions = {}) {
    this.#cost = options.cost ?? owaspCost;
    this.#bulkhead = new Bulkhead({ atOnce: options.atOnce ?? 2, waiting: options.waiting ?? 64 });
    this.#decoy = { ...this.#cost, salt: randomBytes(16), tag: randomBytes(32) };
  }

  async hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    return formatPhc({ ...this.#cost, salt, tag: await this.#derive(password, { ...this.#cost, salt }, 32) });
  }

  async verify(password: string, hash: string | undefined): Promise<boolean> {
    const known = hash === undefined ? undefined : parsePhc(hash);
    const { tag, ...parameters } = known ?? this.#decoy;
    const derived = await this.#derive(password, parameters, tag.length);
    return known !== undefined && timingSafeEqual(derived, tag);
  }

  isOutdated(hash: string): boolean {
    const known = parsePhc(hash);
    const { memory, passes, parallelism } = this.#cost;
    return known?.memory !== memory || known.passes !== passes || known.parallelism !== parallelism;
  }

  #derive(password: string, parameters: Omit<PhcHash, 'tag'>, tagLength: number): Promise<Buffer> {
    const { memory, passes, parallelism, salt } = parameters;
    // Keyboards differ in how they compose "ü"; the same password must be the same bytes.
    const message = password.normalize('NFKC');
    return this.#bulkhead.run(() =>
      derive('argon2id', { message, nonce: salt, memory, passes, parallelism, tagLength }),
    );
  }
}
