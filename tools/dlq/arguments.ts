import { parseArgs } from 'node:util';

interface Common {
  readonly json: boolean;
  /** AWS itself rather than the stand-in of a shop that runs here. */
  readonly aws: boolean;
  /** Where to write down what was redriven and discarded. */
  readonly audit: string | undefined;
}

export type Command =
  | { readonly verb: 'list' }
  | { readonly verb: 'show'; readonly queue: string; readonly ids: readonly string[] }
  | { readonly verb: 'redrive'; readonly queue: string; readonly ids: readonly string[] | 'all' }
  | { readonly verb: 'discard'; readonly queue: string; readonly ids: readonly string[]; readonly yes: boolean };

export type DlqArguments = Command & Common;

export const usage = `Usage: npm run dlq -- list
       npm run dlq -- show <queue> [--id <id> ...]
       npm run dlq -- redrive <queue> --id <id> ... | --all
       npm run dlq -- discard <queue> --id <id> ... --yes
A queue is named as its app's (order-commands) or by its dead letters (order-commands-dlq), a message by its own id or
its event's. Further: --json; --aws for AWS itself, by AWS_REGION and credentials of the environment; --audit <file>
instead of .mercato/dlq-audit.jsonl. The stand-in of a local shop is found as npm start had it, by LOCAL_AWS.`;

const options = {
  id: { type: 'string', multiple: true },
  all: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  aws: { type: 'boolean', default: false },
  audit: { type: 'string' },
} as const;

interface Given {
  readonly ids: readonly string[];
  readonly all: boolean;
  readonly yes: boolean;
}

const wants = (what: string): Error => new Error(`${what}\n${usage}`);

/** What each verb makes of a queue and of what else was given; it throws where that is not enough, or too much. */
const commands: Readonly<Record<Command['verb'], (queue: string, given: Given) => Command>> = {
  list: (queue, { ids }) => {
    if (queue !== '' || ids.length > 0) throw wants('list shows every queue: use show for one.');
    return { verb: 'list' };
  },
  show: (queue, { ids }) => ({ verb: 'show', queue, ids }),
  redrive: (queue, { ids, all }) => {
    if (all === ids.length > 0) throw wants('redrive takes either --id or --all.');
    return { verb: 'redrive', queue, ids: all ? 'all' : ids };
  },
  discard: (queue, { ids, yes }) => {
    if (ids.length === 0) throw wants('discard takes an --id.');
    return { verb: 'discard', queue, ids, yes };
  },
};

const isVerb = (word: string): word is Command['verb'] => Object.hasOwn(commands, word);

const commandOf = (verb: string, queue: string, given: Given): Command => {
  if (!isVerb(verb)) throw wants(`There is no "${verb}".`);
  if (given.yes && verb !== 'discard') throw wants('--yes belongs to discard.');
  if (given.all && verb !== 'redrive') throw wants('--all belongs to redrive.');
  if (queue === '' && verb !== 'list') throw wants(`${verb} of which queue?`);
  return commands[verb](queue, given);
};

/** Throws with the usage when the arguments do not say what to do. */
export const parseArguments = (args: readonly string[]): DlqArguments => {
  const { values, positionals } = parse(args);
  const [verb, queue = '', ...rest] = positionals;
  if (verb === undefined) throw new Error(usage);
  if (rest.length > 0) throw wants('One queue at a time.');
  const { json, aws, audit } = values;
  return { ...commandOf(verb, queue, { ids: values.id ?? [], all: values.all, yes: values.yes }), json, aws, audit };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
};
