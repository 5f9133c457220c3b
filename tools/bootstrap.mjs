// Runs on any Node from 20 on and needs nothing installed: brings the packages and the right Node, then starts a verb.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const nodeVersion = '24.21.0';
const verbs = [
  'start',
  'test',
  'check',
  'gen',
  'doctor',
  'reset',
  'import',
  'order',
  'logs',
  'conserve',
  'replay',
  'chaos',
  'dlq',
  'fuzz',
  'mutants',
  'bench',
  'images',
  'load',
  'kube',
];
const windows = process.platform === 'win32';
const major = Number(process.versions.node.split('.')[0]);

const say = (text) => process.stdout.write(`${text}\n`);

function fail(text) {
  process.stderr.write(`✗ ${text}\n`);
  process.exit(1);
}

const run = (command, args, options = {}) => spawnSync(command, args, { cwd: root, shell: windows, ...options });

function requireCommands() {
  if (major < 20)
    fail(`Mercato needs Node 20 or newer, this is ${process.versions.node}: https://nodejs.org/en/download`);
  for (const command of ['git', 'npm']) {
    if (run(command, ['--version']).status !== 0) fail(`Mercato needs ${command}, which is not on PATH.`);
  }
}

const isRunning = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** `npm ci` empties node_modules first, so only one may run. */
async function alone(work) {
  const lock = join(root, '.mercato/install.lock');
  mkdirSync(join(root, '.mercato'), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      if (!isRunning(Number(readFileSync(lock, 'utf8')))) rmSync(lock, { force: true });
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

const lockFile = join(root, 'package-lock.json');
const mark = join(root, 'node_modules/.mercato-lock');
const hashOfLock = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex');

/** Installed by us from this very lockfile, or by npm itself after the lockfile was last written. */
function isInstalled() {
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hashOfLock()) return true;
  const npmsOwn = join(root, 'node_modules/.package-lock.json');
  return existsSync(npmsOwn) && statSync(npmsOwn).mtimeMs >= statSync(lockFile).mtimeMs;
}

function installPackages() {
  if (isInstalled()) return;
  say('… installing packages from package-lock.json (a minute or two the first time)');
  const started = Date.now();
  const install = run('npm', ['ci', '--loglevel=error'], { stdio: 'inherit' });
  if (install.status !== 0) throw new Error('npm ci failed; its reason stands above.');
  writeFileSync(mark, hashOfLock());
  say(`✓ packages installed: ${Math.round((Date.now() - started) / 1000)} s`);
}

async function fetched(url) {
  const answer = await fetch(url).catch((error) => fail(`${url} cannot be reached: ${error.cause?.message ?? error}`));
  if (!answer.ok) fail(`${url} answered ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** The official release, for platforms for which npm has no pinned Node; verified, then renamed into the cache. */
async function downloadNode() {
  const name = `node-v${nodeVersion}-${process.platform}-${process.arch}`;
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'mercato/tools/node', nodeVersion);
  const folder = join(cache, name);
  const node = join(folder, 'bin/node');
  if (existsSync(node)) return node;
  say(`… downloading Node ${nodeVersion} (about 50 MB, once)`);
  const base = `https://nodejs.org/dist/v${nodeVersion}`;
  const sums = (await fetched(`${base}/SHASUMS256.txt`)).toString();
  const archive = await fetched(`${base}/${name}.tar.gz`);
  const sum = createHash('sha256').update(archive).digest('hex');
  if (!sums.includes(`${sum}  ${name}.tar.gz`)) fail(`${name}.tar.gz does not have its published sha256`);
  const draft = join(cache, `draft-${process.pid}`);
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, 'node.tar.gz'), archive);
  if (run('tar', ['-xzf', 'node.tar.gz'], { cwd: draft }).status !== 0) fail('tar cannot unpack Node');
  if (!existsSync(node)) renameSync(join(draft, name), folder);
  rmSync(draft, { recursive: true, force: true });
  return node;
}

async function findNode() {
  const pinned = join(
    root,
    `node_modules/node-${windows ? 'win' : process.platform}-${process.arch}/bin/node${windows ? '.exe' : ''}`,
  );
  if (existsSync(pinned) && run(pinned, ['--version'], { shell: false }).status === 0) return pinned;
  return major >= 24 ? process.execPath : downloadNode();
}

const [verb = '', ...rest] = process.argv.slice(2);
if (!verbs.includes(verb)) fail(`"${verb}" is not one of: ${verbs.join(', ')}`);
const entry = join(root, 'tools', `${verb}.ts`);
if (!existsSync(entry)) fail(`tools/${verb}.ts does not exist`);
requireCommands();
if (!isInstalled()) await alone(installPackages).catch((error) => fail(error.message));
const node = await findNode();
const child = spawn(node, [entry, ...rest], { stdio: 'inherit', cwd: root });
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
child.on('exit', (code, signal) => process.exit(signal === null ? code : 1));
// npm passes a signal to its shell only, and the shell dies without passing it on: its end is the signal then.
if (process.env.npm_lifecycle_event !== undefined) {
  const shell = process.ppid;
  setInterval(() => process.ppid !== shell && child.kill('SIGTERM'), 1000).unref();
}
