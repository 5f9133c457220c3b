import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplesIn } from './exposition.ts';

const wanted = new Set(['up', 'http_requests_total', 'lag']);
const read = (text: string) => samplesIn(text, wanted).map(({ name, labels, value }) => ({ name, labels, value }));

describe('an exposition', () => {
  it('is read by the names that are wanted', () => {
    const text = [
      '# HELP http_requests_total HTTP requests',
      '# TYPE http_requests_total counter',
      'http_requests_total{route="/api/orders",status="200"} 17',
      'http_requests_total_of_others{route="/"} 1',
      'up 1',
      'lag 1.5e-3 1700000000000',
      'other 4',
      '',
    ].join('\n');
    expect(read(text)).toEqual([
      { name: 'http_requests_total', labels: { route: '/api/orders', status: '200' }, value: 17 },
      { name: 'up', labels: {}, value: 1 },
      { name: 'lag', labels: {}, value: 0.0015 },
    ]);
  });

  it('may hold whatever a label may, closing braces and quotes too', () => {
    const value = fc.string({ unit: 'grapheme' });
    const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
    fc.assert(
      fc.property(value, value, fc.integer(), (a, b, n) => {
        fc.pre(!`${a}${b}`.includes('\r'));
        expect(read(`lag{a="${escaped(a)}",b="${escaped(b)}"} ${n}`)).toEqual([
          { name: 'lag', labels: { a, b }, value: n },
        ]);
      }),
    );
  });

  it('knows infinity and leaves out what is no number', () => {
    expect(read('up NaN\nlag{le="+Inf"} +Inf\nup\nup \nup{a="b" 1')).toEqual([]);
  });

  it('gives a series the same key each time, and another to every other', () => {
    const keys = samplesIn('up 1\nup{a="b"} 1\nup 2\nup{a="b"} 7', wanted).map(({ key }) => key);
    expect(keys).toEqual(['up', 'up{a="b"}', 'up', 'up{a="b"}']);
  });
});
