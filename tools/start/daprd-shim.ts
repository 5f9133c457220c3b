import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { rootDir } from '../shared/paths.ts';
import { loopbackFlags } from './environment.ts';
import { appName, type RunFile } from './run-file.ts';

export interface ShimOptions {
  daprd: string;
  namesConfig: string;
  runFile: RunFile;
  /** More flags for every sidecar. */
  more: string[];
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The CLI gives a sidecar no environment of its own, so who it is has to be read from its flags. */
export function shimScript({ daprd, namesConfig, runFile, more: given }: ShimOptions): string {
  const names = runFile.apps.map((app) => `  ${app.appPort}) name=${quoted(`${appName(app)}.daprd`)} ;;`);
  const more = ['--config', namesConfig, ...loopbackFlags, ...given].map(quoted).join(' ');
  return `#!/bin/sh
# Written by npm start. Runs a sidecar under the supervisor, calling AWS under its app's name.
case " $* " in *' --version '*) exec ${quoted(daprd)} --version ;; esac
cd ${quoted(rootDir)} || exit 1
previous=
name=daprd
for argument in "$@"; do
  case $previous in --app-id) AWS_ACCESS_KEY_ID=$argument ;; --app-port) port=$argument ;; esac
  previous=$argument
done
export AWS_ACCESS_KEY_ID
case $port in
${names.join('\n')}
esac
exec sh tools/supervise.sh "$name" ${quoted(daprd)} "$@" --config "dapr/access/$AWS_ACCESS_KEY_ID.yaml" ${more}
`;
}

export function writeShim(path: string, options: ShimOptions): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, shimScript(options));
  chmodSync(path, 0o755);
}
