import { spawnSync } from 'node:child_process';

const oldest = [3, 11] as const;

/** What Schemathesis needs. */
export const wantedPython = `Python ${oldest.join('.')} or newer with venv`;

export const isNewEnough = (said: string): boolean => {
  const [, major = '0', minor = '0'] = /^Python (\d+)\.(\d+)/.exec(said) ?? [];
  return Number(major) > oldest[0] || (Number(major) === oldest[0] && Number(minor) >= oldest[1]);
};

const ask = (command: string, ...args: string[]): string | undefined => {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? stdout : undefined;
};

/** The command of a Python that is new enough and can make environments, or nothing. */
export const findPython = (): string | undefined =>
  ['python3', 'python', 'python3.14', 'python3.13', 'python3.12', 'python3.11'].find(
    (command) => isNewEnough(ask(command, '--version') ?? '') && ask(command, '-m', 'venv', '--help') !== undefined,
  );
