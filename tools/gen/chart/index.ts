import { chartDaprFiles } from './dapr-files.ts';
import { chartReadme } from './readme.ts';
import { valuesSchemaJson } from './values-file.ts';

export { chartDaprFolder } from './dapr-files.ts';

/** What of `helm/mercato` is made from elsewhere, by path from the root. */
export const chartFiles = (): readonly (readonly [string, string])[] => [
  ...chartDaprFiles(),
  ['helm/mercato/values.schema.json', `${JSON.stringify(valuesSchemaJson(), null, 2)}\n`],
  ['helm/mercato/README.md', chartReadme()],
];
