import { crc32 } from 'node:zlib';

/** A key that a machine signs in with. */
export interface ApiKey {
  readonly id: string;
  /** What proves the right to it. */
  readonly proof: string;
}

const shape = /^mk_([0-9a-f]{16})_([0-9a-f]{64})([0-9a-f]{8})$/;

const checksum = (id: string, proof: string): string => crc32(`${id}_${proof}`).toString(16).padStart(8, '0');

/** `mk_<id>_<proof><checksum>`: whoever scans for leaked secrets knows one by its look, and a mistyped one is no key. */
export const apiKeyText = ({ id, proof }: ApiKey): string => `mk_${id}_${proof}${checksum(id, proof)}`;

export const readApiKey = (text: string): ApiKey | undefined => {
  const [, id, proof, sum] = shape.exec(text) ?? [];
  if (id === undefined || proof === undefined || sum !== checksum(id, proof)) return undefined;
  return { id, proof };
};
