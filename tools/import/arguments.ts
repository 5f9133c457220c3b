import { parseArgs } from 'node:util';

export interface ImportArguments {
  readonly file: string;
  readonly url: string;
  readonly skipInvalid: boolean;
}

export const usage = 'Usage: npm run import -- file.csv [--url http://127.0.0.1:5000] [--skip-invalid]';

/** Throws with the usage when the arguments do not say what to do. */
export const parseArguments = (args: readonly string[]): ImportArguments => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:5000' },
      'skip-invalid': { type: 'boolean', default: false },
    },
  });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new Error(usage);
  return { file, url: values.url, skipInvalid: values['skip-invalid'] };
};
