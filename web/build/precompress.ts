import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const worthwhile = /\.(js|css|svg)$/;
const leastBytes = 512;

const writeCopies = async (file: string): Promise<void> => {
  const bytes = await readFile(file);
  if (bytes.length < leastBytes) return;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, quality));
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }));
};

/** Puts a compressed copy beside each asset, once and as small as can be, so that no server compresses it again. */
export const precompress = (): Plugin => ({
  name: 'precompress',
  apply: 'build',
  writeBundle: async ({ dir = 'dist' }) => {
    const assets = join(dir, 'assets');
    const files = await readdir(assets);
    await Promise.all(files.filter((name) => worthwhile.test(name)).map((name) => writeCopies(join(assets, name))));
  },
});
