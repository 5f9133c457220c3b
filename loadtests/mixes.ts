/** A visit by what is done in it; each is a function that `load.ts` exports. */
export type FlowName =
  | 'browse'
  | 'search'
  | 'cart'
  | 'checkout'
  | 'track'
  | 'cancel'
  | 'admin'
  | 'cartCheckout'
  | 'dashboard'
  | 'priceUpdate'
  | 'productReplace'
  | 'delivery';

/** Weights of any size: only what they are to each other counts. */
export type Mix = Partial<Readonly<Record<FlowName, number>>>;

/** Who comes to a shop: most look, some buy. */
const shop: Mix = { browse: 40, search: 18, cart: 14, checkout: 12, track: 8, cancel: 2, dashboard: 4, admin: 2 };

/** The transactions of the Online Marketplace benchmark (Laigner et al.), in its shares. */
const marketplace: Mix = { cartCheckout: 30, dashboard: 5, priceUpdate: 3, productReplace: 2, delivery: 60 };

export const mixes = { shop, marketplace } as const;

const forAdministrators: ReadonlySet<string> = new Set([
  'admin',
  'dashboard',
  'priceUpdate',
  'productReplace',
  'delivery',
]);

export interface Share {
  readonly flow: string;
  /** Of all visits; the shares of a mix are 1 together. */
  readonly share: number;
}

/** The shares of a mix, without the flows that nobody may do. */
export const sharesOf = (mix: Mix, hasAdmin: boolean): readonly Share[] => {
  const flows = Object.entries(mix).filter(([flow]) => hasAdmin || !forAdministrators.has(flow));
  const total = flows.reduce((sum, [, weight]) => sum + weight, 0);
  return flows.map(([flow, weight]) => ({ flow, share: weight / total }));
};
