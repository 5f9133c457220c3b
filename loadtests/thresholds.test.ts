import { describe, expect, it } from 'vitest';
import { readSlos } from '../tools/gen/telemetry/slo-file.ts';
import { thresholdsOf } from './thresholds.ts';

const wanted = { demand: 'promises', flows: ['browse'], checked: false } as const;
const slo = (name: string) => {
  const found = readSlos().find((one) => one.name === name);
  if (!found) throw new Error(`telemetry/slo.yaml promises no ${name}`);
  return found;
};

describe('thresholds', () => {
  it('are the promises of telemetry/slo.yaml', () => {
    const read = slo('read-latency');
    const thresholds = thresholdsOf(wanted);
    const seconds = 'seconds' in read ? read.seconds : 0;
    expect(thresholds['http_req_duration{kind:read}']).toEqual([`p(${read.objective})<=${seconds * 1_000}`]);
    expect(thresholds['http_req_failed']).toEqual(['rate<=0.001']);
    expect(thresholds['checkout_success']).toEqual([`rate>=${slo('checkout-success').objective / 100}`]);
    expect(thresholds['checkout_time']).toEqual(['p(99)<=10000']);
  });

  it.each(['promises', 'sense', 'books'] as const)('ask something of the checks: %s', (demand) => {
    expect(thresholdsOf({ ...wanted, demand })['checks']).toHaveLength(1);
  });

  it('ask nothing of latency where it says nothing', () => {
    const names = Object.keys(thresholdsOf({ ...wanted, demand: 'sense' }));
    expect(names).toEqual(['checks', 'http_req_duration{flow:browse}']);
  });

  it('hold the books to nothing wrong, where somebody looks into them', () => {
    const thresholds = thresholdsOf({ ...wanted, demand: 'books', checked: true });
    for (const name of ['double_charges', 'oversold', 'lost_orders']) expect(thresholds[name]).toEqual(['count==0']);
    expect(thresholdsOf(wanted)['lost_orders']).toBeUndefined();
  });

  it('end a run that looks for the break', () => {
    const [first] = thresholdsOf({ ...wanted, untilBroken: true })['http_req_failed'] ?? [];
    expect(first).toEqual({ threshold: 'rate<=0.001', abortOnFail: true, delayAbortEval: '10s' });
  });
});
