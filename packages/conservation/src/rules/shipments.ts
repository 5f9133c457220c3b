import { isConfirmed, isParked, isSettled, type OrderFacts, type Rule, statusOf } from '../facts.ts';

const of = ({ id }: OrderFacts, rule: string, detail: string) => ({ rule, aggregate: `order:${id}`, detail });

/** Only a confirmed order has a parcel that moves. */
export const onlyConfirmedOrdersShip: Rule = ({ orders }) =>
  orders.flatMap((order) => {
    const status = order.shipment?.status ?? 'none';
    if (!['ready', 'dispatched', 'delivered'].includes(status) || isConfirmed(order)) return [];
    // Parked while it is confirmed: there is no way back for it, so its parcel may be released.
    if (isParked(order)) return [];
    return [of(order, 'shipment.unconfirmed', `its parcel is ${status}, and the order is ${statusOf(order)}`)];
  });

const parcelFor: Readonly<Record<string, readonly string[]>> = {
  processing: ['ready'],
  shipped: ['dispatched'],
  delivered: ['delivered'],
  cancelled: ['cancelled', 'none'],
};

/** An order and its parcel are at the same place: else a message between them was lost. */
export const parcelsFollowOrders: Rule = ({ orders }) =>
  orders.filter(isSettled).flatMap((order) => {
    const [status, parcel] = [statusOf(order), order.shipment?.status ?? 'none'];
    if (parcelFor[status]?.includes(parcel)) return [];
    return [of(order, 'shipment.status', `the order is ${status}, its parcel ${parcel}`)];
  });
