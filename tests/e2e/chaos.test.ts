import { expect, it } from 'vitest';
import { runChaos } from '../../tools/chaos/run.ts';
import { summaryOf } from '../../tools/chaos/summary.ts';

it(
  '20 kills, pauses and broken lines under load: nothing is lost, held or taken twice',
  { timeout: 480_000 },
  async () => {
    const said: string[] = [];
    const report = await runChaos({
      kills: 20,
      seed: 20,
      replicas: { order: 2, product: 2, payment: 2 },
      rate: 4,
      everyMs: 1_500,
      visibilitySeconds: 5,
      say: (line) => said.push(line),
    });
    const text = [...said, ...summaryOf(report)].join('\n');
    expect(report.violations, text).toEqual([]);
    expect(report.indexes, text).toEqual([]);
    expect(report.faults.filter(({ action }) => action === 'kill')).toHaveLength(20);
    expect(report.orders.parked, text).toEqual([]);
    // It was no walk in the park, and the shop was open all the same.
    expect(report.orders.accepted, text).toBeGreaterThan(30);
    expect(report.orders.confirmed, text).toBeGreaterThan(report.orders.accepted / 3);
    expect(Object.keys(report.requests.failed), text).not.toEqual([]);
  },
);
