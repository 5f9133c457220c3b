import { describe, expect, it } from 'vitest';
import { byName, costOf, rateOf, sumOf, type Usage } from './usage.ts';

const usage = (at: number, value: number): Usage => ({
  at,
  services: { order: value * 3 },
  readsBy: { order: value * 7, payment: value * 3 },
  writesBy: { order: value },
  apps: value,
  sidecars: value * 2,
  control: 0,
  standIns: 0,
  generator: 0,
  reads: value * 10,
  writes: 0,
  published: 0,
  delivered: 0,
});

describe('what is used', () => {
  it('is counted without what is used by nobody', () => {
    const idle = rateOf(usage(0, 0), usage(10, 1));
    expect(idle).toMatchObject({ apps: 0.1, sidecars: 0.2, reads: 1 });
    const cost = costOf(usage(10, 1), usage(20, 12), idle, 100);
    expect(cost.apps).toBeCloseTo(0.1, 9);
    expect(cost.sidecars).toBeCloseTo(0.2, 9);
    expect(cost.reads).toBeCloseTo(1, 9);
    expect(cost.services['order']).toBeCloseTo(0.3, 9);
    expect(cost.readsBy['order']).toBeCloseTo(0.7, 9);
    expect(cost.readsBy['payment']).toBeCloseTo(0.3, 9);
    expect(cost.writesBy['order']).toBeCloseTo(0.1, 9);
  });

  it('is summed over the series that are meant', () => {
    const text = [
      '# TYPE dapr_component_state_count counter',
      'dapr_component_state_count{operation="get",success="true"} 4',
      'dapr_component_state_count{operation="set",success="true"} 2',
      'dapr_component_state_count{operation="get",success="false"} 1',
      'dapr_component_state_count_other{operation="get"} 100',
    ].join('\n');
    expect(sumOf(text, 'dapr_component_state_count', /operation="get"/)).toBe(5);
    expect(sumOf(text, 'dapr_component_state_count')).toBe(7);
    expect(sumOf(text, 'none')).toBe(0);
  });

  it('by replicas of one service is used by that service', () => {
    const apps = [{ name: 'order' }, { name: 'cart' }, { name: 'order' }];
    expect(byName(apps, (_, i) => 10 ** i)).toEqual({ order: 101, cart: 10 });
  });
});
