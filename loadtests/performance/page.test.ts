import { describe, expect, it } from 'vitest';
import type { Run } from '../lib/history.ts';
import { ratioChart } from './chart.ts';
import { performancePage } from './page.ts';

const comparison = {
  what: 'a read <of> one',
  unit: 'CPU-ms',
  ours: 'kit',
  other: 'sdk',
  oursMean: 0.25,
  otherMean: 0.75,
  ratio: { mean: 0.333, low: 0.3, high: 0.37 },
  target: { atMost: 0.4 },
};
const run: Run = {
  bench: 'sidecar',
  method: 'Reads.',
  at: '2026-01-02T00:00:00.000Z',
  machine: { cores: 2, model: 'x', node: 'v24' },
  blocks: 5,
  comparisons: [comparison, { ...comparison, what: 'a write', target: { atMost: 0.2 } }],
};

describe('the page', () => {
  const files = performancePage([run], '## Notes\n\nSlow where it is slow.\n', []);
  const page = files.get('docs/performance.md') ?? '';

  it('tells each ratio with its interval, and whether it is what was aimed at', () => {
    expect(page).toContain('| kit 0.250 | sdk 0.750 | **0.33** (0.30–0.37) | ≤ 0.4 | met |');
    expect(page).toContain('| ≤ 0.2 | missed |');
    expect(page).toContain('No ratio is more than a tenth worse');
    expect(page).toContain('Slow where it is slow.');
  });

  it('has a chart for each benchmark, beside it', () => {
    expect([...files.keys()]).toEqual(['docs/performance.md', 'docs/performance/sidecar.svg']);
    expect(page).toContain('](performance/sidecar.svg)');
  });

  it('tells figures that nothing stands beside, without a chart', () => {
    const figures = [{ what: 'state reads', unit: 'a checkout', value: { mean: 12.34, low: 12, high: 13 } }];
    const alone = performancePage([{ ...run, comparisons: [], figures }], '', []);
    expect(alone.get('docs/performance.md')).toContain('| state reads | a checkout | **12.3** (12.0–13.0) |  |  |');
    expect([...alone.keys()]).toEqual(['docs/performance.md']);
    const aimed = figures.map((figure) => ({ ...figure, target: { atMost: 11 } }));
    const missed = performancePage([{ ...run, comparisons: [], figures: aimed }], '', []);
    expect(missed.get('docs/performance.md')).toContain('| **12.3** (12.0–13.0) | ≤ 11 | missed |');
  });

  it('says what has become worse', () => {
    const worse = { ...comparison, ratio: { mean: 0.5, low: 0.48, high: 0.52 } };
    const later = { ...run, at: '2026-01-03T00:00:00.000Z', comparisons: [worse] };
    expect(performancePage([run, later], '', []).get('docs/performance.md')).toContain('0.33 before, 0.50 now');
  });
});

describe('a chart', () => {
  it('is an image by itself, and shows no markup of others', () => {
    const svg = ratioChart('sidecar', run.comparisons);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('a read &#60;of&#62; one, to sdk: CPU-ms');
    expect(svg.match(/<rect /g)).toHaveLength(3);
  });
});
