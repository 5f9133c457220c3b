import { serviceNames } from '@mercato/contracts/shared';
import { z } from 'zod';

/** A digest for each service: one that is missing would go on running what it runs, and nobody would notice. */
const digestsSchema = z.strictObject(
  Object.fromEntries(serviceNames.map((name) => [name, z.string().regex(/^sha256:[0-9a-f]{64}$/)])),
);
export type Digests = Readonly<Record<string, string>>;

export const parseDigests = (text: string): Digests => {
  const { data, error } = digestsSchema.safeParse(JSON.parse(text));
  if (!data) throw new Error(`These are not the digests of all services: ${z.prettifyError(error)}`);
  return data;
};

/** What `docker buildx bake --metadata-file` writes, by target. */
const bakeSchema = z.record(z.string(), z.looseObject({ 'containerimage.digest': z.string().optional() }));

export const digestsOfBake = (text: string): Digests => {
  const targets = Object.entries(bakeSchema.parse(JSON.parse(text)));
  const built = targets.flatMap(([name, { 'containerimage.digest': digest }]) => (digest ? [[name, digest]] : []));
  return parseDigests(JSON.stringify(Object.fromEntries(built)));
};

/** The values that say which image each service of an environment runs. */
export const imagesFile = (digests: Digests): string =>
  [
    '# Written by .github/workflows/deploy.yml, by pull request.',
    'services:',
    ...Object.keys(digests)
      .toSorted()
      .map((service) => `  ${service}: { digest: '${digests[service]}' }`),
    '',
  ].join('\n');
