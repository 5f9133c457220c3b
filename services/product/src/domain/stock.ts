/**
 * Units of one product. `onHand` is what physically lies in stock, reserved units included, so `available` is
 * `onHand - reserved`. At all times `received = onHand + sold` and `0 <= reserved <= onHand`.
 */
export interface Stock {
  readonly onHand: number;
  readonly reserved: number;
  readonly sold: number;
  readonly received: number;
}

export const noStock: Stock = { onHand: 0, reserved: 0, sold: 0, received: 0 };

export const available = (stock: Stock): number => stock.onHand - stock.reserved;

/** A delivery, a loss or a recount: units on hand change by `delta`, and with them what was ever received. */
export const receive = (stock: Stock, delta: number): Stock => ({
  ...stock,
  onHand: stock.onHand + delta,
  received: stock.received + delta,
});

export const hold = (stock: Stock, quantity: number): Stock => ({ ...stock, reserved: stock.reserved + quantity });

export const unhold = (stock: Stock, quantity: number): Stock => hold(stock, -quantity);

export const sell = (stock: Stock, quantity: number): Stock => ({
  ...stock,
  onHand: stock.onHand - quantity,
  reserved: stock.reserved - quantity,
  sold: stock.sold + quantity,
});

/** Sold units come back for good, as after a refund. */
export const unsell = (stock: Stock, quantity: number): Stock => ({
  ...stock,
  onHand: stock.onHand + quantity,
  sold: stock.sold - quantity,
});
