import { runCommand } from '../../../tools/shared/command.ts';
import type { Place } from './place.ts';

const address = '10.99.0.1';
const link = 'node0';

const must = async (...command: string[]): Promise<string> => {
  const [program = '', ...args] = command;
  const { code, stdout, stderr } = await runCommand(program, args);
  if (code !== 0) throw new Error(`${command.join(' ')}: ${stderr.trim()}`);
  return stdout;
};

/**
 * A network namespace of its own for the node and its pods, with no way out of it: nothing of the cluster can be reached
 * from this machine's network or reaches it. Entered by `nsenter`, since `ip netns exec` would hide the control groups.
 */
export class NodeNetwork {
  readonly name: string;
  readonly place: Place;

  constructor(name: string) {
    this.name = name;
    const enter = ['nsenter', `--net=/run/netns/${name}`];
    this.place = { address, advertise: address, serviceRange: '10.96.0.0/16', enter };
  }

  async create(): Promise<void> {
    await this.remove();
    await must('ip', 'netns', 'add', this.name);
    for (const args of [
      ['link', 'set', 'lo', 'up'],
      // Not every kernel has links of type dummy; a bridge without ports serves as well.
      ['link', 'add', link, 'type', 'bridge'],
      ['address', 'add', `${address}/24`, 'dev', link],
      ['link', 'set', link, 'up'],
      // Services' addresses need a route before kube-proxy's rules see them.
      ['route', 'add', 'default', 'via', '10.99.0.254', 'dev', link],
    ])
      await must('ip', '-n', this.name, ...args);
    await this.run('sysctl', '-qw', 'net.ipv4.ip_forward=1');
  }

  /** Runs a command in it. */
  run(...command: string[]): Promise<string> {
    return must(...this.place.enter, ...command);
  }

  async remove(): Promise<void> {
    await runCommand('ip', ['netns', 'delete', this.name]);
  }
}
