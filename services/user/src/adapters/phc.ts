/** The parameters of Argon2id: memory in KiB, passes over it, lanes. */
export interface Argon2Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

export interface PhcHash extends Argon2Cost {
  readonly salt: Buffer;
  readonly tag: Buffer;
}

const shape = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const text = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

/** The PHC string format, so that a hash carries the parameters it was made under. */
export const formatPhc = (h: PhcHash): string =>
  `$argon2id$v=19$m=${h.memory},t=${h.passes},p=${h.parallelism}$${text(h.salt)}$${text(h.tag)}`;

export const parsePhc = (hash: string): PhcHash | undefined => {
  const [, memory, passes, parallelism, salt, tag] = shape.exec(hash) ?? [];
  if (salt === undefined || tag === undefined) return undefined;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
};
