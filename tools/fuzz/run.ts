import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../shared/command.ts';
import { flags } from '../shared/flags.ts';
import { rootDir } from '../shared/paths.ts';
import type { FuzzArguments } from './arguments.ts';

export interface FuzzResult {
  readonly passed: boolean;
  /** What Schemathesis printed. */
  readonly said: string;
}

const config = join(rootDir, 'tools/fuzz/schemathesis.toml');

const flagsOf = ({ examples, seed, rate }: FuzzArguments): string[] =>
  flags({ 'max-examples': examples, seed, 'rate-limit': rate === undefined ? undefined : `${rate}/s` });

export interface FuzzCaller {
  readonly who: string;
  readonly token: string;
  /** Only operations of this audience, where the others say nothing new. */
  readonly audience?: 'user';
  /** No operation whose path matches. */
  readonly without?: string;
}

/** Asks the shop everything that its own description says, and more. */
export const fuzzAs = async (
  program: string,
  { token, audience, without }: FuzzCaller,
  options: FuzzArguments,
): Promise<FuzzResult> => {
  // It leaves files where it runs.
  const cwd = mkdtempSync(join(tmpdir(), 'mercato-fuzz-'));
  try {
    const only = flags({
      'include-by': audience && `/x-audience == ${audience}`,
      'exclude-path-regex': without,
    });
    const run = ['run', ...flagsOf(options), ...only, `${options.url}/openapi.json`];
    const env = { ...process.env, MERCATO_FUZZ_TOKEN: token, PYTHONUTF8: '1' };
    const { code, stdout, stderr } = await runCommand(program, ['--config-file', config, '--no-color', ...run], {
      cwd,
      env,
    });
    return { passed: code === 0, said: [stdout, stderr].join('\n').trim() };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
};

/** The lines that count: how many cases there were, and what they found. */
export const summaryOf = ({ passed, said }: FuzzResult): string => {
  const [, cases = 'no test cases'] = /Test cases:\n\s+(.+)/.exec(said) ?? [];
  return passed ? cases : said;
};
