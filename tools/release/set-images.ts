import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { rootDir } from '../shared/paths.ts';
import { imagesFile, parseDigests } from './images-file.ts';

// Writes the digests it is given into the folder of an environment.
const [environment = ''] = process.argv.slice(2);
const file = join(rootDir, 'k8s/gitops', environment, 'images.yaml');
try {
  if (!/^[a-z]+$/.test(environment) || !existsSync(dirname(file)))
    throw new Error(`There is no environment ${environment}`);
  writeFileSync(file, imagesFile(parseDigests(await text(process.stdin))));
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
