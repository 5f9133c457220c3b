import { describe, expect, it } from 'vitest';
import { mixes, sharesOf } from './mixes.ts';

const share = (shares: ReturnType<typeof sharesOf>, flow: string): number | undefined =>
  shares.find((one) => one.flow === flow)?.share;

describe('the shares of a mix', () => {
  it.each(Object.entries(mixes))('are 1 together: %s', (_, mix) => {
    for (const hasAdmin of [true, false]) {
      const sum = sharesOf(mix, hasAdmin).reduce((total, one) => total + one.share, 0);
      expect(sum).toBeCloseTo(1, 9);
    }
  });

  it('are those of the Online Marketplace benchmark', () => {
    const shares = sharesOf(mixes.marketplace, true);
    expect(Object.fromEntries(shares.map((one) => [one.flow, one.share]))).toEqual({
      cartCheckout: 0.3,
      dashboard: 0.05,
      priceUpdate: 0.03,
      productReplace: 0.02,
      delivery: 0.6,
    });
  });

  it('leave out what only an administrator may do where there is none', () => {
    expect(share(sharesOf(mixes.shop, true), 'admin')).toBeGreaterThan(0);
    expect(share(sharesOf(mixes.shop, false), 'admin')).toBeUndefined();
    expect(sharesOf(mixes.marketplace, false)).toEqual([{ flow: 'cartCheckout', share: 1 }]);
  });
});
