import { existsSync } from 'node:fs';
import { lastLines, runCommand } from '../../../tools/shared/command.ts';
import { withProgress } from '../../../tools/shared/progress.ts';

const programs = ['containerd', 'runc', 'ctr', 'buildah', 'nft', 'conntrack', 'ip', 'nsenter'];
const packages =
  'containerd runc buildah containernetworking-plugins busybox-static nftables iptables conntrack socat iproute2'.split(
    ' ',
  );

const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];
const has = (program: string): boolean => folders.some((folder) => existsSync(`${folder}/${program}`));

const install = async (): Promise<void> => {
  // Nothing that is installed here is to be started by itself.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', ...packages]]) {
    const { code, stderr } = await runCommand('apt-get', args, { env });
    if (code !== 0) throw new Error(`apt-get ${args[0]} failed: ${lastLines(stderr, 3)}`);
  }
};

/** Why real pods cannot run on this machine, or nothing; on Debian what is missing is installed. */
export const missingForPods = async (): Promise<string | undefined> => {
  if (process.platform !== 'linux') return 'pods need Linux';
  if (process.getuid?.() !== 0) return 'pods need root';
  if ((await runCommand('unshare', ['--net', '--mount', 'true'])).code !== 0) return 'pods need namespaces';
  if (programs.every(has) && existsSync('/usr/lib/cni/bridge') && existsSync('/bin/busybox')) return undefined;
  if (!existsSync('/usr/bin/apt-get')) return `pods need ${programs.filter((name) => !has(name)).join(', ')}`;
  await withProgress("installing Debian's containerd, runc, buildah and their kin", install, 'a minute or two, once');
  return undefined;
};
