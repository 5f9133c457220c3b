import { describe, expect, it } from 'vitest';
import { buyingLine } from './banner.ts';

describe('buyingLine', () => {
  it('is one line that signs in and orders the product', () => {
    const line = buyingLine({ email: 'ada@example.com', password: 'secret-password' }, 'prd-7');
    expect(line).not.toContain('\n');
    expect(line).toContain('/api/users/login');
    expect(line).toContain('"email":"ada@example.com"');
    expect(line).toContain('"productId":"prd-7"');
    expect(line).toContain('idempotency-key');
  });
});
