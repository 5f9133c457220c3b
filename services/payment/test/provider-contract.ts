import { DomainError } from '@mercato/kit/errors';
import { describe, expect, it } from 'vitest';
import type { PaymentProvider } from '../src/ports/payment-provider.ts';
import { eur } from './world.ts';

/** As callers do: who is told that the key is in another's hands asks again. */
const untilFree = async (call: () => Promise<unknown>): Promise<unknown> => {
  try {
    return await call();
  } catch (error) {
    if (error instanceof DomainError && error.busy) return untilFree(call);
    throw error;
  }
};

/** What every PaymentProvider must do; `token` is one that succeeds, `declined` one that does not. */
export const paymentProviderContract = (
  name: string,
  make: () => { readonly provider: PaymentProvider; readonly token: string; readonly declined: string },
): void => {
  describe(`${name} as a PaymentProvider`, () => {
    it('authorises, captures and refunds', async () => {
      const { provider, token } = make();
      expect(await provider.authorize('k', token, eur(1000))).toMatchObject({ status: 'authorized', last4: '4242' });
      expect(await provider.find('k')).toMatchObject({
        status: 'authorized',
        amount: 1000,
        captureKey: null,
        refunded: 0,
        refunds: {},
      });
      expect(await provider.capture('c', 'k')).toBe('captured');
      expect(await provider.refund('r', 'k', 400)).toBe('refunded');
      expect(await provider.find('k')).toMatchObject({
        status: 'captured',
        answer: { status: 'authorized', last4: '4242' },
        captureKey: 'c',
        refunded: 400,
        refunds: { r: 400 },
      });
    });

    it('answers every key as it did the first time', async () => {
      const { provider, token } = make();
      const first = await provider.authorize('k', token, eur(1000));
      expect(await provider.authorize('k', token, eur(1000))).toEqual(first);
      await provider.capture('c', 'k');
      expect(await provider.capture('c', 'k')).toBe('captured');
      await provider.refund('r', 'k', 400);
      expect(await provider.refund('r', 'k', 400)).toBe('refunded');
      expect(await provider.find('k')).toMatchObject({ refunded: 400 });
    });

    it('does each of many concurrent repetitions once', async () => {
      const { provider, token } = make();
      const many = (call: () => Promise<unknown>) => Promise.all(Array.from({ length: 5 }, () => untilFree(call)));
      await many(() => provider.authorize('k', token, eur(1000)));
      await many(() => provider.capture('c', 'k'));
      await many(() => provider.refund('r', 'k', 300));
      expect(await provider.find('k')).toMatchObject({ status: 'captured', amount: 1000, refunded: 300 });
    });

    it('declines, and keeps doing so', async () => {
      const { provider, declined } = make();
      const no = { status: 'declined', code: 'payment.declined', reason: 'generic_decline' };
      expect(await provider.authorize('k', declined, eur(1000))).toEqual(no);
      expect(await provider.authorize('k', declined, eur(1000))).toEqual(no);
      expect(await provider.capture('c', 'k')).toBe('refused');
    });

    it('refuses a key that comes with another amount', async () => {
      const { provider, token } = make();
      await provider.authorize('k', token, eur(1000));
      await expect(provider.authorize('k', token, eur(2000))).rejects.toMatchObject({
        code: 'idempotency.key_reused',
      });
    });

    it('refuses a token it never gave', async () => {
      const { provider } = make();
      expect(await provider.authorize('k', 'tok_nobody_knows_it', eur(1))).toEqual({
        status: 'declined',
        code: 'payment.token_invalid',
        reason: 'token_invalid',
      });
    });

    it('lets go of what it holds, for ever', async () => {
      const { provider, token } = make();
      await provider.authorize('k', token, eur(1000));
      expect(await provider.void('k')).toEqual({ status: 'voided', held: true });
      expect(await provider.void('k')).toEqual({ status: 'voided', held: true });
      expect(await provider.capture('c', 'k')).toBe('refused');
      expect(await provider.authorize('k', token, eur(1000))).toEqual({ status: 'voided' });
    });

    it('keeps a tombstone where there was nothing: a late authorisation is refused', async () => {
      const { provider, token } = make();
      expect(await provider.find('k')).toBeUndefined();
      expect(await provider.void('k')).toEqual({ status: 'voided', held: false });
      expect(await provider.authorize('k', token, eur(1000))).toEqual({ status: 'voided' });
    });

    it('says so when the money was taken already', async () => {
      const { provider, token } = make();
      await provider.authorize('k', token, eur(1000));
      await provider.capture('c', 'k');
      expect(await provider.void('k')).toEqual({ status: 'captured', captureKey: 'c' });
    });

    it('never gives back more than it took, nor from what it only holds', async () => {
      const { provider, token } = make();
      await provider.authorize('k', token, eur(1000));
      expect(await provider.refund('r', 'k', 1)).toBe('refused');
      await provider.capture('c', 'k');
      expect(await provider.refund('r1', 'k', 700)).toBe('refunded');
      expect(await provider.refund('r2', 'k', 301)).toBe('refused');
      expect(await provider.refund('r2', 'k', 300)).toBe('refunded');
    });

    it('captures an authorisation under one key only', async () => {
      const { provider, token } = make();
      await provider.authorize('k', token, eur(1000));
      await provider.capture('c', 'k');
      expect(await provider.capture('other', 'k')).toBe('refused');
    });
  });
};
