import { discard, readLetters, redrive, summarise } from '@mercato/queues/dead-letters';
import { type DlqArguments, parseArguments } from './dlq/arguments.ts';
import { actorOf, auditTrail } from './dlq/audit.ts';
import { formatLetters, formatList, formatRedriven } from './dlq/format.ts';
import { queueNamed } from './dlq/queue-named.ts';
import { reach, type Reached } from './dlq/reach.ts';
import { say } from './shared/progress.ts';

/** What to print, and whether all that was asked for was done. */
interface Answer {
  readonly data: unknown;
  readonly text: string;
  readonly ok: boolean;
}

const list = async ({ queues }: Reached): Promise<Answer> => {
  const data = await summarise(queues);
  return { data, text: formatList(data, Date.now()), ok: true };
};

const show = async (name: string, ids: readonly string[], reached: Reached): Promise<Answer> => {
  const queue = queueNamed(name);
  const all = await readLetters(queue, reached);
  const data = all.filter(
    (letter) => ids.length === 0 || ids.some((id) => [letter.messageId, letter.eventId].includes(id)),
  );
  return { data, text: formatLetters(queue.name, data, Date.now()), ok: ids.length === 0 || data.length > 0 };
};

const run = async (args: DlqArguments, reached: Reached): Promise<Answer> => {
  const audit = auditTrail(actorOf(reached.accessKeyId), args.audit);
  if (args.verb === 'list') return list(reached);
  if (args.verb === 'show') return show(args.queue, args.ids, reached);
  const queue = queueNamed(args.queue);
  if (args.verb === 'redrive') {
    const data = await redrive(queue, args.ids, { sqs: reached.queues.sqs, audit });
    return { data, text: formatRedriven(queue.source, data), ok: data.missing.length === 0 };
  }
  if (!args.yes) {
    const { data, text } = await show(args.queue, args.ids, reached);
    return { data, text: `${text}\n\nNothing is discarded yet: say it again with --yes. It is for ever.`, ok: false };
  }
  const data = await discard(queue, args.ids, { ...reached, audit });
  const missing = data.missing.map((id) => `\n✗ there is no message ${id}`).join('');
  const text = `${formatLetters(`discarded from ${queue.name}`, data.letters, Date.now())}${missing}`;
  return { data, text, ok: data.missing.length === 0 };
};

try {
  const args = parseArguments(process.argv.slice(2));
  const { data, text, ok } = await run(args, await reach(args.aws, process.env));
  say(args.json ? JSON.stringify(data, undefined, 2) : text);
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
