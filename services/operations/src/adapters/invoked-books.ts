import {
  type AdminClient,
  type Answered,
  type Asked,
  type ReadingProgress,
  settleAndCheck,
  summaryOf,
} from '@mercato/conservation';
import { analyticsApi } from '@mercato/contracts/analytics';
import { orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { productApi } from '@mercato/contracts/product';
import { problem } from '@mercato/contracts/shared';
import { shippingApi } from '@mercato/contracts/shipping';
import { runInContext } from '@mercato/kit/context';
import { DomainError } from '@mercato/kit/errors';
import type { Ids } from '@mercato/kit/ids';
import type { Invoker } from '@mercato/kit/invoke';
import type { Clock } from '@mercato/kit/time';
import type { SqsClient } from '@mercato/queues';
import { shownFindings } from '../domain/findings.ts';
import type { Books } from '../ports/books.ts';

export interface BooksDeps {
  readonly invoker: Invoker;
  readonly sqs: SqsClient;
  readonly clock: Clock;
  readonly ids: Ids;
}

type Call = (asked: Asked) => Promise<unknown>;

/** Each call stands here as it is made, since the contracts list who calls what. */
const callsOf = (invoker: Invoker, authorization: string): ReadonlyMap<string, Call> => {
  const rights = { authorization };
  const { getRecord, listAllOrders } = orderApi;
  const { getReservations, listProducts } = productApi;
  const calls: Readonly<Record<string, Call>> = {
    [getRecord.id]: ({ params }) =>
      invoker.call('order', orderApi.getRecord, { params: getRecord.params.parse(params) }, rights),
    [listAllOrders.id]: ({ query }) => invoker.call('order', orderApi.listAllOrders, { query: query ?? {} }, rights),
    [paymentApi.getOrderPayment.id]: ({ params }) => {
      const parsed = paymentApi.getOrderPayment.params.parse(params);
      return invoker.call('payment', paymentApi.getOrderPayment, { params: parsed }, rights);
    },
    [shippingApi.getShipment.id]: ({ params }) => {
      const parsed = shippingApi.getShipment.params.parse(params);
      return invoker.call('shipping', shippingApi.getShipment, { params: parsed }, rights);
    },
    [getReservations.id]: ({ params }) =>
      invoker.call('product', productApi.getReservations, { params: getReservations.params.parse(params) }, rights),
    [listProducts.id]: ({ query }) => invoker.call('product', productApi.listProducts, { query: query ?? {} }, rights),
    [analyticsApi.listEvents.id]: ({ query }) =>
      invoker.call('analytics', analyticsApi.listEvents, { query: query ?? {} }, rights),
  };
  return new Map(Object.entries(calls));
};

const answer = <B>(status: number, body: unknown): Answered<B> => ({
  status,
  body: body as B,
  headers: { get: () => null },
});

/** What was refused is an answer, and what may be mended by another try is told as such. */
const failed = <B>(error: unknown): Answered<B> => {
  if (!(error instanceof DomainError)) throw error;
  const told = problem.safeParse(error.cause).data;
  if (told) return answer(told.status, told);
  return answer(error.row.saga === 'retry' || error.row.http === 504 ? 503 : 500, { detail: error.message });
};

const adminClient = (invoker: Invoker, authorization: string): AdminClient => {
  const calls = callsOf(invoker, authorization);
  return {
    baseUrl: 'the shop',
    call: <B>({ id }: { readonly id: string }, asked: Asked): Promise<Answered<B>> => {
      const call = calls.get(id);
      if (!call) throw new Error(`nobody asks for ${id} here`);
      return call(asked).then((body) => answer<B>(200, body), failed<B>);
    },
  };
};

// Far more than the reading of a shop takes; an access token does not live as long either.
const longestMs = 15 * 60_000;

/** Checks the books by the services' own admin APIs, and by the depths of the queues. */
export const invokedBooks = ({ invoker, sqs, clock, ids }: BooksDeps): Books => ({
  check: ({ waitMs, accepted, poison, authorization }, told) => {
    const client = adminClient(invoker, authorization);
    // The request that asked for it is over, and its deadline with it.
    const context = { requestId: ids.uuid(), deadline: clock.now() + waitMs + longestMs };
    return runInContext(context, async () => {
      let reading = 0;
      const tell = (progress: ReadingProgress): void => {
        if (progress.step === 'events') reading += 1;
        told({ ...progress, reading });
      };
      const sources = { client: () => client, sqs, told: tell };
      const { facts, findings } = await settleAndCheck(sources, { accepted, poison }, { waitMs });
      const summary = summaryOf(facts, []).slice(0, -1);
      return { summary: summary.slice(0, 50), findings: shownFindings(findings), violations: findings.length };
    });
  },
});
