import { runCommand } from '../shared/command.ts';

/** Who listens on a port, as far as this machine tells. */
export async function portOwner(port: number): Promise<string> {
  const lsof = await runCommand('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']);
  const pid = /^p(\d+)/m.exec(lsof.stdout)?.[1];
  const command = /^c(.+)/m.exec(lsof.stdout)?.[1];
  if (pid !== undefined) return `${command ?? 'a process'} (pid ${pid})`;
  const ss = await runCommand('ss', ['-ltnpH', `sport = :${port}`]);
  const found = /users:\(\("([^"]+)",pid=(\d+)/.exec(ss.stdout);
  return found === null ? 'another process' : `${found[1]} (pid ${found[2]})`;
}
