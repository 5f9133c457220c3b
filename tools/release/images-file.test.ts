import { serviceNames } from '@mercato/contracts/shared';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { digestsOfBake, imagesFile, parseDigests } from './images-file.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const all = Object.fromEntries(serviceNames.map((name) => [name, digest]));
const { order: _, ...withoutOrder } = all;

describe('the digests of a release', () => {
  it('are what bake has pushed, whatever else it says', () => {
    const targets = Object.fromEntries(
      serviceNames.map((name) => [name, { 'containerimage.digest': digest, more: 1 }]),
    );
    expect(digestsOfBake(JSON.stringify({ ...targets, 'buildx.build.warnings': {} }))).toEqual(all);
  });

  it.each([
    ['a service missing', withoutOrder],
    ['a service that there is not', { ...all, checkout: digest }],
    ['a tag', { ...all, order: 'latest' }],
    ['half a digest', { ...all, order: 'sha256:0123' }],
  ])('are refused with %s', (_name, digests) => {
    expect(() => parseDigests(JSON.stringify(digests))).toThrow('not the digests of all services');
  });

  it('become values of the chart', () => {
    expect(parse(imagesFile(all))).toEqual({
      services: Object.fromEntries(serviceNames.map((name) => [name, { digest }])),
    });
  });
});
