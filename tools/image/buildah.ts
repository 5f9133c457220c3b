import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lastLines, runCommand } from '../shared/command.ts';
import { nodeOptions } from '../shared/node-options.ts';
import { stateDir } from '../shared/paths.ts';
import { stageImages, version } from './stage.ts';

const user = '65532:65532';

export interface Built {
  readonly service: string;
  readonly image: string;
  /** What `ctr images import` and `podman load` take. */
  readonly archive: string;
}

/** Builds images from folders alone: no daemon, no registry, no command run inside. Root and Debian's buildah. */
export class Buildah {
  readonly #flags: readonly string[];

  constructor(storage: string) {
    mkdirSync(storage, { recursive: true });
    this.#flags = ['--root', join(storage, 'root'), '--runroot', join(storage, 'run')];
  }

  async run(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await runCommand('buildah', [...this.#flags, ...args], { timeoutMs: 300_000 });
    if (code !== 0) throw new Error(`buildah ${args[0]}: ${lastLines(stderr, 3)}`);
    return stdout.trim();
  }

  /** A new image from another one (or `scratch`) and folders, each of which becomes a layer. */
  async image(from: string, name: string, folders: readonly string[], config: readonly string[]): Promise<void> {
    let below = from;
    for (const [at, folder] of folders.entries()) {
      const container = await this.run('from', '--pull-never', below);
      const [source = '', target = '/'] = folder.split(':');
      await this.run('copy', '--chown', '0:0', container, source, target);
      const last = at === folders.length - 1;
      if (last) await this.run('config', ...config, container);
      below = last ? name : `${name}-layer-${at}`;
      await this.run('commit', '--rm', '--quiet', container, below);
    }
  }

  async save(image: string, archive: string): Promise<void> {
    rmSync(archive, { force: true });
    await mkdir(dirname(archive), { recursive: true });
    await this.run('push', '--quiet', image, `docker-archive:${archive}:docker.io/${image.replace('localhost/', '')}`);
  }
}

/** The libraries that a program was linked with, where it looks for them. */
const librariesOf = async (program: string): Promise<readonly string[]> => {
  const { stdout } = await runCommand('ldd', [program]);
  return [...stdout.matchAll(/(\/\S+\.so\S*)/g)].map(([, path = '']) => path);
};

/** What a distroless base has beside: libc and its kin, certificates, a user without a name of a person. */
export async function stageBase(folder: string, program: string): Promise<void> {
  await mkdir(join(folder, 'etc/ssl/certs'), { recursive: true });
  await mkdir(join(folder, 'tmp'), { recursive: true, mode: 0o1777 });
  for (const library of await librariesOf(program))
    await cp(library, join(folder, library), { dereference: true, recursive: true });
  const certificates = '/etc/ssl/certs/ca-certificates.crt';
  if (existsSync(certificates)) await cp(certificates, join(folder, certificates));
  await writeFile(join(folder, 'etc/passwd'), 'nonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin\n');
  await writeFile(join(folder, 'etc/group'), 'nonroot:x:65532:\n');
}

const label = (key: string, value: string): string => `--label=org.opencontainers.image.${key}=${value}`;

const serviceConfig = (service: string): readonly string[] => [
  '--entrypoint=["/usr/local/bin/node"]',
  '--cmd=/app/main.mjs',
  '--workingdir=/app',
  `--user=${user}`,
  '--env=NODE_ENV=production',
  `--env=NODE_OPTIONS=${nodeOptions}`,
  label('title', `mercato/${service}`),
  label('version', version),
  label('licenses', 'Apache-2.0'),
];

/** An image of each of these services, with this machine's libc for a base: for trying, not for production. */
export async function buildImages(services: readonly string[], folder = join(stateDir, 'images')): Promise<Built[]> {
  const stage = join(folder, 'stage');
  const buildah = new Buildah(join(folder, 'storage'));
  await stageImages(stage, services);
  await stageBase(join(stage, 'base'), join(stage, 'node/usr/local/bin/node'));
  const shared = 'localhost/mercato/shared';
  await buildah.image('scratch', shared, [`${stage}/base`, `${stage}/node`, `${stage}/shared:/app`], []);
  const built: Built[] = [];
  for (const service of services) {
    const image = `localhost/mercato/${service}:${version}`;
    const layers = [`${stage}/${service}/dependencies:/app`, `${stage}/${service}/code:/app`];
    await buildah.image(shared, image, layers, serviceConfig(service));
    const archive = join(folder, `${service}.tar`);
    await buildah.save(image, archive);
    built.push({ service, image, archive });
  }
  return built;
}
