import { describe, expect, it } from 'vitest';
import { missingLine, planSources, type Situation } from './plan.ts';

const bare: Situation = { wanted: '1.18.2', onPath: undefined, cached: false, hasGo: true, hasModule: true };

describe('planSources', () => {
  it.each<[string, Partial<Situation>, string[]]>([
    ['a fitting tool on PATH wins', { onPath: '1.18.5', cached: true }, ['path']],
    ['an older one on PATH does not', { onPath: '1.18.1', cached: true }, ['cache']],
    ['another minor version on PATH does not', { onPath: '1.19.0' }, ['release', 'go']],
    ['the cache needs no network', { cached: true }, ['cache']],
    ['nothing there: release, then Go', {}, ['release', 'go']],
    ['no Go: release only', { hasGo: false }, ['release']],
    ['no module to build from: release only', { hasModule: false }, ['release']],
  ])('%s', (_name, change, expected) => {
    expect(planSources({ ...bare, ...change })).toEqual(expected);
  });
});

describe('missingLine', () => {
  it('is one line that says what was tried and what helps', () => {
    const line = missingLine('daprd', '1.18.2', [{ source: 'release', reason: 'github.com: no answer' }], {
      ...bare,
      hasGo: false,
    });
    expect(line).not.toContain('\n');
    expect(line).toContain('release: github.com: no answer; go: not installed');
    expect(line).toContain('Put daprd 1.18 on PATH');
  });
});
