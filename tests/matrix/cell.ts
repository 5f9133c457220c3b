import { orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { productApi } from '@mercato/contracts/product';
import { shippingApi } from '@mercato/contracts/shipping';
import { audit, MemoryShop } from '../support/memory-shop/index.ts';
import type { Finding } from '@mercato/conservation';
import type { Cell, Expected } from './document.ts';
import { type Flow, flows, type Step } from './flows.ts';
import { type Mishap, mishaps } from './mishaps.ts';

const words = new Map<string, string>([
  [productApi.release.id, 'release'],
  [paymentApi.void.id, 'void'],
  [paymentApi.refund.id, 'refund'],
  [shippingApi.cancel.id, 'call off'],
]);

/** What the order asked to be given back, in order; that one call was repeated does not matter. */
export const givenBack = (shop: MemoryShop): readonly string[] =>
  shop.calls
    .flatMap(({ by, route }) => (by === 'order' ? (words.get(route) ?? []) : []))
    .filter((word, i, all) => word !== all[i - 1]);

export const statusOf = async (shop: MemoryShop): Promise<string> => {
  const [id = ''] = shop.acceptedOrders;
  const order = await shop.client('ada').expect(orderApi.getOrder, 200, { params: { id } });
  const refunded = order.status !== 'accepted' && order.payment.refunded?.amount ? 'partly refunded' : 'processing';
  return order.status === 'processing' ? refunded : order.status;
};

export interface Outcome extends Expected {
  readonly happened: boolean;
  readonly findings: readonly Finding[];
}

export const stepOf = (cell: Pick<Cell, 'flow' | 'step'>): { readonly flow: Flow; readonly step: Step } => {
  const flow = flows.find(({ name }) => name === cell.flow);
  const step = flow?.steps.find(({ name }) => name === cell.step);
  if (!flow || !step) throw new Error(`There is no ${cell.step} in ${cell.flow}`);
  return { flow, step };
};

/** Carries a flow out, in a shop of its own, with one mishap at one step. */
export const tryCell = async (cell: Cell): Promise<Outcome> => {
  const { flow, step } = stepOf(cell);
  const plan = mishaps[cell.fault];
  if (!plan) throw new Error(`There is no mishap ${cell.fault}`);
  const shop = new MemoryShop();
  const orderId = await flow.prepare(shop);
  shop.calls.length = 0;
  const mishap: Mishap = plan(shop, step, flow);
  await flow.begin(shop, orderId);
  await shop.settle();
  const outcome = { status: await statusOf(shop), givenBack: givenBack(shop), happened: mishap.happened() };
  return { ...outcome, findings: await audit(shop) };
};
