import { statSync } from 'node:fs';
import { serviceNames } from '@mercato/contracts/shared';
import { buildImages } from './image/buildah.ts';
import { say, withProgress } from './shared/progress.ts';

const megabytes = (path: string): string => `${Math.round(statSync(path).size / 1e6)} MB`;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !serviceNames.some((known) => known === name));
if (unknown.length > 0) {
  say(`✗ There is no service ${unknown.join(', ')}, but ${serviceNames.join(', ')}.`);
  process.exitCode = 1;
} else {
  const services = wanted.length > 0 ? wanted : serviceNames;
  for (const { image, archive } of await withProgress('building images', () => buildImages(services)))
    say(`${image.padEnd(40)} ${archive} (${megabytes(archive)})`);
}
