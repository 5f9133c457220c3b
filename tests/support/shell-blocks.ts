import { readText } from '../conformance/files.ts';

export interface ShellBlock {
  readonly code: string;
  /** It says `# runs here`, so it can be run where there is no account. */
  readonly runs: boolean;
}

/** The shell commands of a page. */
export const shellBlocks = (page: string): readonly ShellBlock[] =>
  [...readText(page).matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, code = '']) => ({
    code,
    runs: code.startsWith('# runs here\n'),
  }));
