import { describe, expect, it } from 'vitest';
import { fits, parseVersion } from './version.ts';
import { platformOf } from './platform.ts';

describe('parseVersion', () => {
  it.each([
    ['1.18.2\n', '1.18.2'],
    ['CLI version: 1.16.5 \nRuntime version: n/a', '1.16.5'],
    ['v3.22.0+g1234', '3.22.0'],
    ['k6 v1.8.1 (go1.26.8, linux/amd64)', '1.8.1'],
    ['edge', undefined],
  ])('%j → %s', (output, version) => expect(parseVersion(output)).toBe(version));
});

describe('fits', () => {
  it.each([
    ['1.18.2', true],
    ['1.18.10', true],
    ['1.18.1', false],
    ['1.17.9', false],
    ['2.18.2', false],
    [undefined, false],
  ])('%s for 1.18.2: %s', (found, expected) => expect(fits(found, '1.18.2')).toBe(expected));
});

describe('platformOf', () => {
  it('names platforms as releases do', () => {
    expect(platformOf('darwin', 'arm64')).toEqual({ os: 'darwin', arch: 'arm64' });
    expect(platformOf('linux', 'x64')).toEqual({ os: 'linux', arch: 'amd64' });
  });
  it('refuses others clearly', () => expect(() => platformOf('aix', 'ppc64')).toThrow('this is aix ppc64'));
});
