import type { ApiContract, ServiceName } from '@mercato/contracts/shared';
import type { FastifyInstance } from 'fastify';
import type { TokenVerifier } from '../auth/index.ts';
import type { Faults } from '../faults/index.ts';
import type { IdempotencyStore } from '../idempotency/index.ts';
import type { DeadLetter, FailedMessage, Subscription } from '../messaging/index.ts';
import type { Logger } from '../telemetry/index.ts';
import type { Clock } from '../time/index.ts';
import type { PressureOptions } from './pressure.ts';
import type { Handlers } from './request.ts';

export interface ServiceOptions<A extends ApiContract> {
  readonly name: ServiceName;
  readonly api: A;
  readonly handlers: Handlers<A>;
  readonly subscriptions?: readonly Subscription[];
  /** What `/health` reports, by name; a check throws when its dependency is down. Never part of readiness. */
  readonly health?: Readonly<Record<string, () => Promise<void>>>;
  /** Throws while the service cannot work yet (an index that still loads). */
  readonly readiness?: () => Promise<void>;
  readonly clock?: Clock;
  /** Needed as soon as a route asks for a caller. */
  readonly verifyToken?: TokenVerifier;
  /** When set, routes and subscriptions want it in `dapr-api-token`, and routes a caller that their contract lists. */
  readonly appApiToken?: string;
  readonly idempotency?: IdempotencyStore;
  /** Routes (by key in `api`) that keep their own record of idempotency keys. */
  readonly ownIdempotency?: readonly (keyof A & string)[];
  /** `false` logs nothing. */
  readonly logger?: Logger | false;
  readonly onClose?: () => Promise<void>;
  /** Served at `/openapi.json`, and browsable at `/docs`; read when somebody asks, which few do. */
  readonly openapi?: () => Promise<string>;
  /** Keeps why a message could not be handled, where an operator finds it. */
  readonly keepFailure?: (failure: FailedMessage) => Promise<void>;
  /** Puts a message that no try can mend among its queue's dead letters; without it, the queue does in its time. */
  readonly deadLetter?: (letter: DeadLetter) => Promise<void>;
  /** Finds it again, by the name that the event's id goes by. */
  readonly readFailure?: (name: string) => Promise<FailedMessage | undefined>;
  /** Milliseconds that the headers of a request may take to come, and that a request, a command or an event may take. */
  readonly deadlines?: {
    readonly headers?: number;
    readonly request?: number;
    readonly command?: number;
    readonly event?: number;
  };
  /** Parses every answer by its contract, and fails on a mismatch. On unless NODE_ENV is `production`. */
  readonly checkAnswers?: boolean;
  /** Callers are strangers: their `x-deadline` means nothing, and no message comes from them. The gateway's business only. */
  readonly edge?: boolean;
  /** With every answer, refusals too, unless a route says otherwise. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Origins whose pages may call from a browser; none unless given. The gateway's business only. */
  readonly corsOrigins?: readonly string[];
  /** Refuses requests while the process is behind with those it has; without it, it never does. */
  readonly pressure?: PressureOptions;
  /** Compresses answers: the gateway's business only. */
  readonly compress?: boolean;
  /** How long a stopping service goes on as before, so that whoever asks whether it is ready sends no more; 0. */
  readonly drainMs?: number;
  /** How long a stop then waits for requests and messages in flight; 20 s. */
  readonly stopWithinMs?: number;
  /** What tests armed. */
  readonly faults?: Faults;
  /** Adds routes that no contract describes (the gateway's proxy), after everything of kit's own is in place. */
  readonly extend?: (fastify: FastifyInstance) => void | Promise<void>;
}

/** What a service is, whatever it is served by: what it answers, and what it listens to. */
export type ServiceDefinition<A extends ApiContract> = Pick<
  ServiceOptions<A>,
  'name' | 'api' | 'handlers' | 'subscriptions' | 'ownIdempotency'
>;
