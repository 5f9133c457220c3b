import type { Invariant } from '../../loadtests/thresholds.ts';
import type { Finding } from '@mercato/conservation';

/** The checker's rules, by what they are of. Whatever is of nothing else is an order's. */
const invariantOf = ({ rule }: Pick<Finding, 'rule'>): Invariant => {
  if (rule.startsWith('money.')) return 'double_charges';
  return rule.startsWith('stock.') ? 'oversold' : 'lost_orders';
};

/** How often each invariant is broken. */
export const brokenInvariants = (findings: readonly Pick<Finding, 'rule'>[]): Readonly<Record<Invariant, number>> => {
  const counts = { double_charges: 0, oversold: 0, lost_orders: 0 };
  for (const finding of findings) counts[invariantOf(finding)] += 1;
  return counts;
};
