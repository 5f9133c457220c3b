import { bundleFunctions } from './functions/bundle.ts';
import { rootDir } from './shared/paths.ts';
import { say } from './shared/progress.ts';
import { join } from 'node:path';

// Makes what Terraform sends to Lambda: one file for each function, with all it needs.
try {
  for (const file of await bundleFunctions(join(rootDir, 'infra/.build'))) say(`✓ ${file}`);
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
