import { asyncApiDocument } from './asyncapi.ts';
import { errorsPage } from './errors-page.ts';
import { jsonSchemas } from './json-schema.ts';
import { openApiDocuments } from './openapi.ts';
import { servicesPage } from './services-page.ts';

export const generatedFolder = 'packages/contracts/generated';

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** Everything that is generated from the contracts, by path from the root. */
export const allDocuments = (): ReadonlyMap<string, string> =>
  new Map([
    ...[...openApiDocuments()].map(([name, doc]) => [`${generatedFolder}/openapi/${name}.json`, json(doc)] as const),
    [`${generatedFolder}/asyncapi/mercato.json`, json(asyncApiDocument())],
    ...[...jsonSchemas()].map(([name, doc]) => [`${generatedFolder}/json-schema/${name}.json`, json(doc)] as const),
    ['docs/errors.md', errorsPage()],
    ['docs/services.md', servicesPage()],
  ]);
