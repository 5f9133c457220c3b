import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serviceNames } from '@mercato/contracts/shared';
import { changedFiles, snapshot } from '../../../tools/checks/drift.ts';
import { getTools } from '../../../tools/toolbox/index.ts';
import { tools } from '../../../tools/toolbox/tools.ts';
import { Buildah, buildImages } from '../../../tools/image/buildah.ts';
import { pauseImage } from './node-config.ts';

export const daprVersion = tools.daprd.version;
export const daprRegistry = 'docker.io/daprio';

/** Each program by its name in Dapr's own images. */
const ofDapr = { daprd: 'daprd', operator: 'dapr-operator', injector: 'dapr-injector', sentry: 'dapr-sentry' } as const;

/** Keeps a pod's namespaces and ends when it is asked to, with Debian's static busybox. */
const pause = 'trap "exit 0" TERM INT; while :; do /bin/busybox sleep 1000 & wait; done';

const programImage = async (buildah: Buildah, folder: string, image: string, program: string, name: string) => {
  const root = join(folder, name);
  mkdirSync(root, { recursive: true });
  await cp(program, join(root, name));
  await mkdir(join(root, 'tmp'), { recursive: true });
  await buildah.image('scratch', image, [`${root}:/`], ['--user', '65532:65532']);
  await buildah.save(image, join(folder, `${name}.tar`));
};

const pauseArchive = async (buildah: Buildah, folder: string): Promise<void> => {
  const root = join(folder, 'pause');
  mkdirSync(join(root, 'bin'), { recursive: true });
  await cp('/bin/busybox', join(root, 'bin/busybox'));
  await writeFile(join(root, 'passwd'), '');
  const entry = JSON.stringify(['/bin/busybox', 'sh', '-c', pause]);
  const image = pauseImage.replace('docker.io/', 'localhost/');
  await buildah.image('scratch', image, [`${root}:/`], ['--entrypoint', entry]);
  await buildah.save(image, join(folder, 'pause.tar'));
};

const sources = [
  'services',
  'packages',
  'telemetry',
  'web/src',
  'package-lock.json',
  'tools/image',
  'tests/kube/cluster',
];

const isFresh = (mark: string, now: ReturnType<typeof snapshot>): boolean =>
  existsSync(mark) &&
  changedFiles(new Map(JSON.parse(readFileSync(mark, 'utf8')) as [string, string][]), now).length === 0;

const buildAll = async (folder: string): Promise<void> => {
  const buildah = new Buildah(join(folder, 'storage'));
  const found = await getTools(Object.values(ofDapr));
  await pauseArchive(buildah, folder);
  for (const [name, tool] of Object.entries(ofDapr)) {
    const image = `localhost/daprio/${name}:${daprVersion}`;
    await programImage(buildah, folder, image, found[tool].path, name);
  }
  await buildImages(serviceNames, folder);
};

/**
 * All that runs in the cluster, as archives: the shop's services, Dapr's parts, and what holds a pod together. Built
 * anew where anything that they are made of has changed.
 */
export const allImages = async (folder: string): Promise<readonly string[]> => {
  const mark = join(folder, 'made-from.json');
  const now = snapshot(sources);
  if (!isFresh(mark, now)) {
    await buildAll(folder);
    writeFileSync(mark, JSON.stringify([...now]));
  }
  return ['pause', ...Object.keys(ofDapr), ...serviceNames].map((name) => join(folder, `${name}.tar`));
};
