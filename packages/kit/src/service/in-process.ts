import type { ApiContract, RouteContract, ServiceName } from '@mercato/contracts/shared';
import { runInContext } from '../context/index.ts';
import { asDomainError, DomainError, errors } from '../errors/index.ts';
import { silentLogger } from '../telemetry/index.ts';
import { systemClock } from '../time/index.ts';
import { type AnyHandler, routeAnswer } from './contract-route.ts';
import type { DeliveryAnswer } from './delivery-answer.ts';
import { FailureNotes } from './failure-notes.ts';
import { MessageDelivery } from './message-delivery.ts';
import type { ServiceOptions } from './options.ts';
import { toProblem } from './problem.ts';
import type { RouteReply } from './reply.ts';
import { correlationId, deadlineOf } from './request-state.ts';
import { type Runtime, runtimeOf } from './runtime.ts';

/** A request as it would come over the wire: parts are text and JSON. */
export interface InProcessRequest {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  /** By lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A service without a server. */
export interface InProcessService {
  readonly name: ServiceName;
  /** Never throws: an error is answered as the problem it is. */
  call(route: RouteContract, request: InProcessRequest): Promise<Omit<RouteReply, 'cookies' | 'stream'>>;
  /** Hands over a CloudEvent; undefined where nobody subscribed. */
  deliver(topic: string, event: unknown): Promise<DeliveryAnswer | undefined>;
}

/**
 * A service from the same definition, and by the same code, as `createService`, but without Fastify: a shop of many can
 * be built and thrown away for each case of a test.
 */
export const serveInProcess = <const A extends ApiContract>(options: ServiceOptions<A>): InProcessService => {
  const runtime = runtimeOf(
    options as unknown as ServiceOptions<ApiContract>,
    options.logger === false ? silentLogger : (options.logger ?? silentLogger),
  );
  const answers = new Map<string, ReturnType<typeof routeAnswer>>();
  const answerOf = (route: RouteContract): ReturnType<typeof routeAnswer> => {
    const answer = answers.get(route.id) ?? newAnswer(route, runtime);
    answers.set(route.id, answer);
    return answer;
  };
  const notes = new FailureNotes(runtime);
  const deliveries = new Map(
    (options.subscriptions ?? []).map((s) => [s.contract.topic, new MessageDelivery(s, runtime, notes)]),
  );
  return {
    name: options.name,
    call: (route, request) => answered(runtime, request, () => answerOf(route)),
    deliver: async (topic, event) => deliveries.get(topic)?.handle(event, {}),
  };
};

const newAnswer = (route: RouteContract, runtime: Runtime): ReturnType<typeof routeAnswer> => {
  const { api, handlers, ownIdempotency = [] } = runtime.options;
  const name = Object.keys(api).find((key) => api[key]?.id === route.id);
  if (name === undefined) throw new DomainError('route.not_found', `There is no ${route.id} here`);
  return routeAnswer(route, handlers[name] as AnyHandler, ownIdempotency.includes(name), runtime);
};

const answered = async (
  runtime: Runtime,
  { headers = {}, params, query = {}, body }: InProcessRequest,
  find: () => ReturnType<typeof routeAnswer>,
): Promise<RouteReply> => {
  const id = correlationId(headers['x-request-id']);
  const call = { requestId: id, deadline: deadlineOf(headers, runtime.deadlines.request) };
  try {
    return await runInContext(call, async () => {
      if (call.deadline <= systemClock.now()) throw errors.deadline();
      const answer = await find()({
        id,
        headers,
        cookies: {},
        params,
        query,
        body,
        rawBody: JSON.stringify(body ?? ''),
      });
      return answer.body === undefined
        ? answer
        : { ...answer, body: JSON.parse(JSON.stringify(answer.body)) as unknown };
    });
  } catch (error) {
    return toProblem(asDomainError(error), id);
  }
};
