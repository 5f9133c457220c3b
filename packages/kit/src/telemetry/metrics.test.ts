import { describe, expect, it } from 'vitest';
import attributes from '../../../../telemetry/attributes.json' with { type: 'json' };
import catalogue from '../../../../telemetry/metrics.json' with { type: 'json' };
import { attributesOf } from './attributes.ts';
import { counter, exposeMetrics, gauge, histogram, onScrape, registry } from './metrics.ts';

const makers = { counter, gauge, histogram } as const;

describe('the metric catalogue', () => {
  it.each(catalogue)('$name', ({ name, type, help, unit, labels, buckets, service }) => {
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(Object.keys(makers)).toContain(type);
    expect(help && unit && service).toBeTruthy();
    expect(name.endsWith('_total')).toBe(type === 'counter');
    expect((buckets?.length ?? 0) > 0).toBe(type === 'histogram');
    expect([...(buckets ?? [])].toSorted((a, b) => a - b)).toEqual(buckets ?? []);
    expect(makers[type as keyof typeof makers](name)).toBe(makers[type as keyof typeof makers](name));
    expect(labels.some((label) => /id$/i.test(label))).toBe(false);
  });

  it('has each name once', () => {
    expect(new Set(catalogue.map((metric) => metric.name)).size).toBe(catalogue.length);
  });

  it('keeps the buckets that the requirements name', () => {
    const bucketsOf = (name: string) => catalogue.find((metric) => metric.name === name)?.buckets;
    expect(bucketsOf('cart_value_dollars')).toEqual([10, 50, 100, 250, 500, 1000]);
    expect(bucketsOf('payment_processing_seconds')).toEqual([0.1, 0.5, 1, 2, 5, 10]);
  });
});

describe('the metric factory', () => {
  it('knows no other name, and no name as another type', () => {
    expect(() => counter('made_up_total')).toThrow('made_up_total');
    expect(() => gauge('orders_total')).toThrow('no gauge named orders_total');
    expect(() => histogram('orders_total')).toThrow('no histogram');
  });

  it('shows what was counted', async () => {
    registry.resetMetrics();
    counter('orders_total').inc({ status: 'confirmed' });
    histogram('cart_value_dollars').observe(60);
    gauge('orders_parked').set(2);
    const { text } = await exposeMetrics();
    expect(text).toContain('orders_total{status="confirmed"} 1');
    expect(text).toContain('cart_value_dollars_bucket{le="50"} 0');
    expect(text).toContain('cart_value_dollars_bucket{le="100"} 1');
    expect(text).toContain('orders_parked 2');
  });
});

describe('what scrapers are told', () => {
  it('names a trace in the buckets of latencies, to those who understand', async () => {
    registry.resetMetrics();
    const labels = { route: '/x', method: 'GET', status: '200' };
    const exemplarLabels = { trace_id: 'a'.repeat(32) };
    histogram('http_request_duration_seconds').observe({ labels, value: 0.02, exemplarLabels });
    counter('orders_total').inc({ status: 'confirmed' });
    const plain = await exposeMetrics('text/plain');
    expect(plain.text).not.toContain('trace_id');
    const open = await exposeMetrics('application/openmetrics-text;version=1.0.0,text/plain;q=0.5');
    expect(open.type).toContain('application/openmetrics-text');
    expect(open.text).toMatch(/^http_request_duration_seconds_bucket\{le="0.025",.*\} 1 # \{trace_id="a{32}"\} 0.02 /m);
    expect(open.text).toContain('orders_total{status="confirmed"} 1');
    expect(open.text.endsWith('# EOF\n')).toBe(true);
    expect((await exposeMetrics()).type).toBe(plain.type);
  });

  it('includes what is only known by looking', async () => {
    let parked = 3;
    const end = onScrape(() => gauge('orders_parked').set(parked));
    expect((await exposeMetrics()).text).toContain('orders_parked 3');
    end();
    parked = 4;
    expect((await exposeMetrics()).text).toContain('orders_parked 3');
  });
});

describe('span attributes', () => {
  it('are those listed, and nothing of a card', () => {
    expect(() => attributesOf({ 'http.route': '/x' })).not.toThrow();
    expect(() => attributesOf({ 'card.number': '4242' })).toThrow('card.number');
    for (const { name } of attributes) expect(name).not.toMatch(/card|cvc|token|password|email/);
  });
});
