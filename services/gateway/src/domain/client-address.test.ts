import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

describe('the address of a client', () => {
  it.each([
    [0, '6.6.6.6', '10.0.0.1'],
    [1, '6.6.6.6, 203.0.113.9', '203.0.113.9'],
    [2, '6.6.6.6, 203.0.113.9, 10.0.0.3', '203.0.113.9'],
    [2, '203.0.113.9', '10.0.0.1'],
    [1, undefined, '10.0.0.1'],
    [1, '<script>', '10.0.0.1'],
    [1, '2001:db8::1', '2001:db8::1'],
  ])('behind %i proxies that say %j is %s', (proxies, header, address) => {
    expect(clientAddress('10.0.0.1', header, proxies)).toBe(address);
  });

  it('is read from a repeated header as from one', () => {
    expect(clientAddress('10.0.0.1', ['6.6.6.6', '203.0.113.9'], 1)).toBe('203.0.113.9');
  });
});
