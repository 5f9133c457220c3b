import type { Expectations, RecordedOrder } from '../../src/facts.ts';
import type { healthyShop } from '../example.ts';

/** Facts can be written here, to break them. */
type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
export type Shop = Mutable<ReturnType<typeof healthyShop>>;

export const order = (shop: Shop, id: string): Mutable<RecordedOrder> => shop.orders.find((o) => o.id === id)!;
export const eur = (amount: number) => ({ amount, currency: 'EUR' as const });

/** One way to break a healthy shop, and the rule that must notice. */
export interface Case {
  readonly broken: string;
  readonly rule: string;
  readonly aggregate: string;
  readonly break: (shop: Shop) => void;
  readonly expected?: Partial<Expectations>;
}
