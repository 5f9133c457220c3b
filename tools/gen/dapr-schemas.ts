/**
 * Takes the schemas of Dapr's resources out of its module, so that the conformance tests need neither Go nor a network:
 * `node tools/gen/dapr-schemas.ts`, after a new version of Dapr. Dapr is Apache-2.0; so are the copies.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { rootDir } from '../shared/paths.ts';
import { say } from '../shared/progress.ts';
import { tools } from '../toolbox/tools.ts';

const crd = z.object({
  spec: z.object({
    group: z.string(),
    names: z.object({ kind: z.string() }),
    versions: z.array(z.object({ name: z.string(), schema: z.object({ openAPIV3Schema: z.json() }) })),
  }),
});

const module = `github.com/dapr/dapr@v${tools.daprd.version}`;
const target = join(rootDir, 'tests/conformance/schemas');

const moduleFolder = (): string => {
  const answer = execFileSync('go', ['mod', 'download', '-json', module], { encoding: 'utf8' });
  return z.object({ Dir: z.string() }).parse(JSON.parse(answer)).Dir;
};

const write = (folder: string, file: string): void => {
  for (const document of parseAllDocuments(readFileSync(join(folder, 'charts/dapr/crds', file), 'utf8'))) {
    const { success, data } = crd.safeParse(document.toJS());
    if (!success) continue;
    for (const version of data.spec.versions) {
      const name = `${data.spec.names.kind}.${version.name}.json`;
      const from = `${module} charts/dapr/crds/${file}, Apache-2.0`;
      const schema = { $comment: from, apiVersion: `${data.spec.group}/${version.name}`, ...version.schema };
      writeFileSync(join(target, name), `${JSON.stringify(schema, null, 2)}\n`);
      say(name);
    }
  }
};

mkdirSync(target, { recursive: true });
const folder = moduleFolder();
for (const file of ['components.yaml', 'configuration.yaml', 'resiliency.yaml', 'subscription.yaml'])
  write(folder, file);
