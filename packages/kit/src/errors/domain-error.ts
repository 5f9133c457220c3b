import { errorCatalogue, type ErrorCode, type ErrorRow, type FieldError } from '@mercato/contracts/shared';

export interface DomainErrorOptions {
  readonly cause?: unknown;
  readonly fields?: readonly FieldError[];
  /** Seconds after which another try may succeed. */
  readonly retryAfter?: number;
  /** Nothing is wrong: somebody else is at the same work. */
  readonly busy?: boolean;
}

/**
 * The one error that crosses layers: a code of the catalogue and a sentence for a person. It knows no transport; the
 * catalogue's row does.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldError[];
  readonly retryAfter: number | undefined;
  readonly busy: boolean;

  constructor(code: ErrorCode, detail: string, options: DomainErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.fields = options.fields ?? [];
    this.retryAfter = options.retryAfter;
    this.busy = options.busy ?? false;
  }

  get row(): ErrorRow {
    return errorCatalogue[this.code];
  }
}

/** Any thrown value as a DomainError; what is not one becomes `internal.error` with its cause kept. */
export const asDomainError = (error: unknown): DomainError =>
  error instanceof DomainError ? error : new DomainError('internal.error', 'Unexpected failure', { cause: error });

/** True for a final "no" (an outcome of the business), false for what another try may mend. */
export const isRefusal = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.row.pubsub === 'SUCCESS';
