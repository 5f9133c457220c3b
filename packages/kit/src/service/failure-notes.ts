import { setLatest } from '../collections/index.ts';
import { currentContext, runInContext } from '../context/index.ts';
import type { DomainError } from '../errors/index.ts';
import { iso, systemClock } from '../time/index.ts';
import type { Runtime } from './runtime.ts';

/** What is remembered of one message, so that its repetitions cost nothing. */
interface Seen {
  times: number;
  reason: string | undefined;
  keptAt: number;
}

const mostRemembered = 1_000;
const mostWrites = 4;
/** Most failures are mended by the next try or two; poison never is. */
const patience = 3;
const refreshMs = 30_000;
const writeMs = 5_000;
const longestReason = 500;

/**
 * Keeps why messages fail, for whoever finds one in the dead-letter queue. Best effort at a bounded cost: it never
 * delays an answer, writes once for each reason, and leaves out what the next delivery can note as well.
 */
export class FailureNotes {
  readonly #runtime: Runtime;
  readonly #seen = new Map<string, Seen>();
  #writing = 0;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  note(message: { readonly id: string; readonly topic: string }, failure: DomainError): void {
    const { keepFailure } = this.#runtime.options;
    // Without an id nobody could tell whose reason it is.
    if (!keepFailure || failure.busy || message.id === '') return;
    const now = this.#now();
    const reason = reasonOf(failure);
    const seen = this.#remember(message.id);
    if (seen.times < (failure.code === 'event.malformed' ? 1 : patience)) return;
    if (seen.reason === reason || now - seen.keptAt < refreshMs || this.#writing >= mostWrites) return;
    Object.assign(seen, { reason, keptAt: now });
    const { id: eventId, topic } = message;
    void this.#write(seen, () => keepFailure({ eventId, topic, code: failure.code, reason, at: iso(now) }));
  }

  #now(): number {
    return (this.#runtime.options.clock ?? systemClock).now();
  }

  #remember(id: string): Seen {
    const seen = this.#seen.get(id) ?? { times: 0, reason: undefined, keptAt: -Infinity };
    seen.times += 1;
    setLatest(this.#seen, id, seen, mostRemembered);
    return seen;
  }

  /** In a context of its own: the message's time may be spent, which may be the very reason. */
  async #write(seen: Seen, keep: () => Promise<void>): Promise<void> {
    const context = { requestId: currentContext()?.requestId ?? '', deadline: systemClock.now() + writeMs };
    this.#writing += 1;
    try {
      await this.#runtime.inFlight.track(runInContext(context, async () => keep()));
    } catch (error) {
      Object.assign(seen, { reason: undefined, keptAt: -Infinity });
      this.#runtime.log.warn({ err: error }, 'the reason of a failure could not be kept');
    } finally {
      this.#writing -= 1;
    }
  }
}

/** The sentence of an error; of one that was not foreseen, what lay behind it. */
const reasonOf = ({ code, message, cause }: DomainError): string => {
  const behind = code === 'internal.error' && cause instanceof Error ? `: ${cause.name}: ${cause.message}` : '';
  return `${message}${behind}`.slice(0, longestReason);
};
