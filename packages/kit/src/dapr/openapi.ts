import { readFileSync } from 'node:fs';
import type { ServiceName } from '@mercato/contracts/shared';

/** The generated description of a service (of the whole shop for the gateway), or undefined where none was generated. */
export const readOpenApi = (name: ServiceName): object | undefined => {
  const file = name === 'gateway' ? 'mercato' : name;
  try {
    const url = new URL(import.meta.resolve(`@mercato/contracts/generated/openapi/${file}.json`));
    const document: unknown = JSON.parse(readFileSync(url, 'utf8'));
    return typeof document === 'object' && document !== null ? document : undefined;
  } catch {
    return undefined;
  }
};
