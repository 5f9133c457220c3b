import { analyticsApi, archivedEventPage } from '@mercato/contracts/analytics';
import { acceptedOrder, orderApi, orderPage, orderRecord } from '@mercato/contracts/order';
import { payment, paymentApi } from '@mercato/contracts/payment';
import { productApi, productPage, reservationBook } from '@mercato/contracts/product';
import { shipment, shippingApi } from '@mercato/contracts/shipping';
import { iso, systemClock } from '@mercato/kit/time';
import type { SqsClient } from '@mercato/queues';
import { eventFacts } from '../events.ts';
import { type EventLog, type Facts, isRecorded, type KnownAs, type OrderFacts, type ProductFacts } from '../facts.ts';
import type { AdminClient } from './client.ts';
import { allPages, inParallel, patiently } from './patient.ts';
import { readDeadLetters, readQueues } from './queues.ts';
import { counting, type Told } from './told.ts';

/** Who answers for the services. */
export interface Services {
  /** An administrator's client of a service: the gateway, or the service itself. */
  readonly client: (service: 'order' | 'payment' | 'product' | 'shipping' | 'analytics') => AdminClient;
}

type ReadServices = Services & Pick<Sources, 'told'>;

/** Where facts come from. */
export interface Sources extends Services {
  readonly sqs: SqsClient;
  /** Told how far the reading is. */
  readonly told?: Told;
}

const knownAs = async ({ client }: Services, id: string): Promise<KnownAs> => {
  const { status, body } = await patiently(client('order'), orderApi.getRecord, { params: { id } });
  if (status === 404) return 'missing';
  return acceptedOrder.safeParse(body).success ? 'accepted' : orderRecord.parse(body);
};

const readOrder = async (sources: Services, id: string, listed: boolean): Promise<OrderFacts> => {
  const params = { orderId: id };
  const [paid, sent] = await Promise.all([
    patiently(sources.client('payment'), paymentApi.getOrderPayment, { params }),
    patiently(sources.client('shipping'), shippingApi.getShipment, { params }),
  ]);
  return {
    id,
    listed,
    known: await knownAs(sources, id),
    payment: paid.status === 404 ? null : payment.parse(paid.body),
    shipment: sent.status === 404 ? null : shipment.parse(sent.body),
  };
};

const readBook = async ({ client }: Services, id: string): Promise<readonly ProductFacts[]> => {
  const reply = await patiently(client('product'), productApi.getReservations, { params: { id } });
  if (reply.status === 404) return [];
  const { stock, reservations } = reservationBook.parse(reply.body);
  return [{ id, stock, reservations }];
};

/** Products that nobody ever ordered are taken from the catalogue as they are listed; of the others the book is read. */
const readProducts = async (sources: ReadServices, orders: readonly OrderFacts[]): Promise<readonly ProductFacts[]> => {
  const listed = await allPages(sources.client('product'), productApi.listProducts, (body) => productPage.parse(body));
  const touched = new Set(orders.filter(isRecorded).flatMap((o) => o.known.requested.map((line) => line.productId)));
  for (const { id, stock } of listed) if (stock.reserved + stock.sold > 0) touched.add(id);
  const oneMore = counting(sources.told, 'products', touched.size);
  const books = await inParallel([...touched], (id) => readBook(sources, id).finally(oneMore));
  const untouched = listed
    .filter(({ id }) => !touched.has(id))
    .map(({ id, stock }) => ({ id, stock, reservations: [] }));
  return [...books.flat(), ...untouched];
};

const ownersIn = (products: readonly ProductFacts[]): readonly string[] =>
  products.flatMap((p) => p.reservations.filter((r) => r.status === 'reserved').map((r) => r.key.split(':')[0] ?? ''));

/** What the services say of themselves, and of the orders that are known to somebody else. */
export const readServices = async (
  sources: ReadServices,
  alsoKnown: readonly string[],
): Promise<Pick<Facts, 'products' | 'orders'>> => {
  const listing = await allPages(sources.client('order'), orderApi.listAllOrders, (body) => orderPage.parse(body));
  const listed = new Set(listing.map((order) => order.id));
  const read = (ids: ReadonlySet<string>) => {
    const oneMore = counting(sources.told, 'orders', ids.size);
    return inParallel([...ids], (id) => readOrder(sources, id, listed.has(id)).finally(oneMore));
  };
  const known = await read(new Set([...listed, ...alsoKnown]));
  const products = await readProducts(sources, known);
  const ids = new Set(known.map((order) => order.id));
  const owners = await read(new Set(ownersIn(products).filter((id) => !ids.has(id))));
  return { products, orders: [...known, ...owners] };
};

// What the archive keeps at the least.
const keptMs = 7 * 86_400_000;

/** Every event that is archived. */
export const readEvents = async ({ client }: Services): Promise<EventLog> => {
  const since = iso(systemClock.now() - keptMs);
  const parse = (body: unknown) => archivedEventPage.parse(body);
  const events = await allPages(client('analytics'), analyticsApi.listEvents, parse);
  return { since, entries: events.map(eventFacts) };
};

/** Everything there is to know of the shop, and of the orders that a driver knows to be accepted. */
export const readFacts = async (sources: Sources, accepted: readonly string[]): Promise<Facts> => {
  sources.told?.({ step: 'events', done: 0, total: null });
  const events = await readEvents(sources);
  const told = events.entries.flatMap((event) => event.orderId ?? []);
  const services = await readServices(sources, [...accepted, ...told]);
  sources.told?.({ step: 'queues', done: 0, total: null });
  const [queues, deadLetters] = await Promise.all([readQueues(sources.sqs), readDeadLetters(sources.sqs)]);
  return { ...services, queues, deadLetters, events };
};
