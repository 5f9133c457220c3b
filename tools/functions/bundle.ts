import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import { rootDir } from '../shared/paths.ts';

const source = join(rootDir, 'infra/functions');

export const functionNames: readonly string[] = readdirSync(source).toSorted();

/** Writes `<folder>/<function>/index.mjs` for each function, and says where. */
export const bundleFunctions = async (folder: string): Promise<readonly string[]> => {
  const files = functionNames.map((name) => ({ name, file: join(folder, name, 'index.mjs') }));
  for (const { name, file } of files)
    await build({
      input: join(source, name, 'index.ts'),
      platform: 'node',
      logLevel: 'warn',
      output: { file, format: 'esm', codeSplitting: false },
    });
  return files.map(({ file }) => file);
};
