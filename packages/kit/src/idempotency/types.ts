/** The part of an answer that a repetition of the request gets again. */
export interface KeptAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The request runs now: it must end in `finish` (the answer is kept) or `abandon` (a repetition runs it again). */
export interface Running {
  readonly kind: 'run';
  finish(answer: KeptAnswer): Promise<void>;
  abandon(): Promise<void>;
}

export interface Replay {
  readonly kind: 'replay';
  readonly answer: KeptAnswer;
}

/** What one caller did with one key on one route. */
export interface IdempotencyClaim {
  readonly routeId: string;
  /** The caller's user id, or `anonymous`. */
  readonly subject: string;
  readonly key: string;
  readonly requestHash: string;
}

/** First answers by key. Of requests that come at the same time exactly one runs. */
export interface IdempotencyStore {
  /** Throws `idempotency.key_reused` for another request, `idempotency.in_progress` while the first one runs. */
  begin(claim: IdempotencyClaim): Promise<Running | Replay>;
}
