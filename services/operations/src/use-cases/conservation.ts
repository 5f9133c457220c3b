import type { ConservationRun } from '@mercato/contracts/operations';
import { detached } from '@mercato/kit/context';
import type { Ids } from '@mercato/kit/ids';
import type { Logger } from '@mercato/kit/telemetry';
import { type Clock, iso } from '@mercato/kit/time';
import { refusals } from '../domain/errors.ts';
import type { AuditTrail, Outcome } from '../ports/audit-trail.ts';
import type { Books, Checking, Progress } from '../ports/books.ts';
import type { Runs, StoredRun } from '../ports/runs.ts';

export interface ConservationDeps {
  readonly books: Books;
  readonly runs: Runs;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Pick<Logger, 'warn'>;
}

/** Of a runner that has not been heard of for so long, nobody will hear again. */
const silentMs = 60_000;
const beatMs = 1_000;

const isOver = (run: StoredRun, now: number): boolean => run.status !== 'running' || now - run.beatAt > silentMs;

/** As it is shown: a check whose runner is gone has failed. */
const viewOf = ({ beatAt, ...run }: StoredRun, now: number): ConservationRun =>
  run.status === 'running' && now - beatAt > silentMs
    ? { ...run, status: 'failed', endedAt: iso(beatAt), error: 'The service that ran it has ended' }
    : run;

const newRun = (id: string, startedBy: string, now: number): StoredRun => ({
  id,
  startedAt: iso(now),
  startedBy,
  endedAt: null,
  status: 'running',
  progress: { step: 'waiting', done: 0, total: null, reading: 0 },
  summary: [],
  findings: [],
  violations: 0,
  error: null,
  beatAt: now,
});

/** Begins a check, which goes on after the answer; answers its id. */
export const startCheck = async (deps: ConservationDeps, startedBy: string, asked: Checking): Promise<string> => {
  const { runs, audit, clock, ids } = deps;
  const [last] = await runs.latest();
  if (last && !isOver(last, clock.now())) throw refusals.checkRunning(last.id);
  const run = newRun(ids.uuid(), startedBy, clock.now());
  if (!(await runs.begin(run, last?.id))) throw refusals.checkRunning('that was just begun');
  const settle = await audit.begin({ actor: startedBy, action: 'conserve', target: 'shop', what: [run.id] });
  void detached(() => carryOut(deps, run, asked, settle));
  return run.id;
};

/** Never throws: nobody waits for it. */
const carryOut = async (
  deps: ConservationDeps,
  run: StoredRun,
  asked: Checking,
  settle: (outcome: Outcome) => Promise<void>,
): Promise<void> => {
  const { books, runs, clock, log } = deps;
  const beats = new Beats(deps, run);
  const ended = await books
    .check(asked, (progress) => beats.tell(progress))
    .then(
      (verdict): Partial<StoredRun> => ({ ...verdict, status: verdict.violations === 0 ? 'clean' : 'violated' }),
      (error: unknown): Partial<StoredRun> => ({ status: 'failed', error: reasonOf(error) }),
    );
  await beats.stop();
  const now = clock.now();
  const progress: Progress = { ...beats.progress, step: 'done' };
  const done: StoredRun = { ...run, ...ended, progress, endedAt: iso(now), beatAt: now };
  try {
    await runs.keep(done);
    const outcome = done.status === 'failed' ? 'failed' : 'done';
    await settle({ outcome, count: done.violations, detail: done.error ?? done.status });
  } catch (error) {
    log.warn({ err: error, run: run.id }, 'what came of a check could not be kept');
  }
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500);

/** Keeps the progress of a check, once a second at the most, one write at a time. */
class Beats {
  progress: Progress;
  readonly #deps: Pick<ConservationDeps, 'runs' | 'clock' | 'log'>;
  readonly #run: StoredRun;
  #lastAt: number;
  #writing: Promise<void> | undefined;

  constructor(deps: ConservationDeps, run: StoredRun) {
    this.#deps = deps;
    this.#run = run;
    this.progress = run.progress;
    this.#lastAt = run.beatAt;
  }

  tell(progress: Progress): void {
    this.progress = progress;
    const now = this.#deps.clock.now();
    if (this.#writing || now - this.#lastAt < beatMs) return;
    this.#lastAt = now;
    this.#writing = this.#write({ ...this.#run, progress, beatAt: now }).finally(() => (this.#writing = undefined));
  }

  async stop(): Promise<void> {
    await this.#writing;
  }

  async #write(run: StoredRun): Promise<void> {
    const { runs, log } = this.#deps;
    await runs.keep(run).catch((error: unknown) => log.warn({ err: error }, 'the progress of a check was not kept'));
  }
}

export const findCheck = async (
  { runs, clock }: Pick<ConservationDeps, 'runs' | 'clock'>,
  id: string,
): Promise<ConservationRun> => {
  const run = await runs.find(id);
  if (!run) throw refusals.checkNotFound(id);
  return viewOf(run, clock.now());
};

export const listChecks = async ({
  runs,
  clock,
}: Pick<ConservationDeps, 'runs' | 'clock'>): Promise<readonly ConservationRun[]> =>
  (await runs.latest()).map((run) => viewOf(run, clock.now()));
