import { accessFolder, accessPolicies } from './access-policies.ts';
import { asyncApiDocument } from './asyncapi.ts';
import { callersPage } from './callers-page.ts';
import { chartDaprFolder, chartFiles } from './chart/index.ts';
import { defencesPage } from './defences-page.ts';
import { errorsPage } from './errors-page.ts';
import { jsonSchemas } from './json-schema.ts';
import { loadFolder, loadPromises } from './load-promises.ts';
import { openApiDocuments } from './openapi.ts';
import { servicesPage } from './services-page.ts';
import { clusterRulesFolder, telemetryFiles, telemetryFolder } from './telemetry/index.ts';

const contractsFolder = 'packages/contracts/generated';

/** Where nothing else may lie. */
export const generatedFolders: readonly string[] = [
  contractsFolder,
  telemetryFolder,
  clusterRulesFolder,
  accessFolder,
  chartDaprFolder,
  loadFolder,
];

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** Everything that is generated from the contracts, `telemetry/` and the tables of defences, by path from the root. */
export const allDocuments = (): ReadonlyMap<string, string> =>
  new Map([
    ...[...openApiDocuments()].map(([name, doc]) => [`${contractsFolder}/openapi/${name}.json`, json(doc)] as const),
    [`${contractsFolder}/asyncapi/mercato.json`, json(asyncApiDocument())],
    ...[...jsonSchemas()].map(([name, doc]) => [`${contractsFolder}/json-schema/${name}.json`, json(doc)] as const),
    ['docs/defences.md', defencesPage()],
    ['docs/errors.md', errorsPage()],
    ['docs/security-dapr.md', callersPage()],
    ['docs/services.md', servicesPage()],
    [`${loadFolder}/promises.ts`, loadPromises()],
    ...accessPolicies(),
    ...telemetryFiles(),
    ...chartFiles(),
  ]);
