import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { rootDir } from '../shared/paths.ts';
import { closureOf, type Lock } from './closure.ts';

/** What no program reads while it runs. */
const idle =
  /\.(map|markdown|md|flow)$|\.(d|test)\.[cm]?[jt]s$|^(tsconfig.*\.json|\.eslintrc.*|\.travis\.yml|\.github)$/i;
const tests = /^(tests?|__tests__|examples?|benchmarks?|bench)$/;
const licence = /licen[cs]e|notice/i;

/** Directly in a package: deeper down such a name may be part of a program. */
const isTop = (path: string): boolean => existsSync(join(dirname(path), 'package.json'));

const runs = (path: string): boolean => {
  const name = basename(path);
  return licence.test(name) || !(idle.test(name) || (tests.test(name) && isTop(path)));
};

/** Of what is generated services read OpenAPI alone. */
const isOurs = (path: string): boolean => !/\.test\.ts$|\/(test|asyncapi|json-schema)$|README\.md$/.test(path);

const copy = (folder: string, to: string, keep: (path: string) => boolean): void => {
  const source = join(rootDir, folder);
  const filter = (path: string): boolean => path === source || (basename(path) !== 'node_modules' && keep(path));
  mkdirSync(dirname(join(to, folder)), { recursive: true });
  cpSync(source, join(to, folder), { recursive: true, filter });
};

const link = (workspace: string, to: string): void => {
  const { name } = z
    .object({ name: z.string() })
    .parse(JSON.parse(readFileSync(join(rootDir, workspace, 'package.json'), 'utf8')));
  const place = join(to, 'node_modules', name);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(relative(dirname(place), join(to, workspace)), place);
};

/** What our code reads outside its packages. */
const catalogues = ['telemetry/attributes.json', 'telemetry/metrics.json', 'telemetry/generated/promises.json'];

/** What every service needs of others: one layer for all images. */
export const collectShared = (lock: Lock, folder: string): void => {
  for (const each of closureOf(lock, 'packages/kit').packages) copy(each, folder, runs);
};

/** What only this service needs of others. */
export const collectOwn = (lock: Lock, service: string, folder: string): void => {
  const shared = new Set(closureOf(lock, 'packages/kit').packages);
  mkdirSync(folder, { recursive: true });
  const own = closureOf(lock, `services/${service}`).packages.filter((each) => !shared.has(each));
  for (const each of own) copy(each, folder, runs);
};

/** Our part of a service, without its tests, and where it begins: `main.mjs`. `web` is what the gateway serves. */
export const collectCode = (lock: Lock, service: string, folder: string, web: string): void => {
  for (const workspace of closureOf(lock, `services/${service}`).workspaces) {
    copy(workspace, folder, isOurs);
    link(workspace, folder);
  }
  for (const catalogue of catalogues) copy(catalogue, folder, isOurs);
  writeFileSync(join(folder, 'main.mjs'), `await import('./services/${service}/src/main.ts');\n`);
  if (service === 'gateway') cpSync(web, join(folder, 'web/dist'), { recursive: true });
};
