import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ServiceName } from '@mercato/contracts/shared';

/** The generated description of a service (of the whole shop for the gateway), or undefined where none was generated. */
export const openApiOf = (name: ServiceName): (() => Promise<string>) | undefined => {
  const file = name === 'gateway' ? 'mercato' : name;
  const url = new URL(import.meta.resolve(`@mercato/contracts/generated/openapi/${file}.json`));
  return existsSync(url) ? () => readFile(url, 'utf8') : undefined;
};
