import type { Envelope } from '@mercato/kit/aggregate';
import type { PaymentStep } from '@mercato/contracts/payment';
import { StoredAggregates } from '@mercato/kit/aggregate';
import { type Breaker, Bulkhead, unguarded } from '@mercato/kit/resilience';
import type { Clock } from '@mercato/kit/time';
import { FakeClock, MemoryPublisher, MemoryStateStore, SequentialIds } from '@mercato/testkit';
import { type ProviderAccount, refundedOf } from '../src/adapters/provider-account.ts';
import { SimulatedProvider, type SimulatedProviderOptions } from '../src/adapters/simulated-provider.ts';
import type { PaymentState } from '../src/domain/payment.ts';
import type { PaymentProvider } from '../src/ports/payment-provider.ts';
import { authorize } from '../src/use-cases/authorize.ts';
import { capture } from '../src/use-cases/capture.ts';
import type { PaymentParts } from '../src/use-cases/parts.ts';
import type { NoticeParts } from '../src/use-cases/receive-notice.ts';
import { CrashSwitch, crashingPublisher, crashingStore } from './crash-switch.ts';

export const eur = (amount: number) => ({ amount, currency: 'EUR' as const });
export const tokenFor = (scenario: string): string => `tok_${scenario}_visa_4242_0a1b`;

/** A clock whose sleepers wake when told to, so that an answer can come after the undo. */
export class StoppedClock implements Clock {
  readonly #sleepers: (() => void)[] = [];

  now(): number {
    return Date.parse('2026-01-01T00:00:00.000Z');
  }

  sleep(): Promise<void> {
    return new Promise((resolve) => this.#sleepers.push(resolve));
  }

  wake(): void {
    for (const resolve of this.#sleepers.splice(0)) resolve();
  }
}

export type ProviderPorts = Omit<SimulatedProviderOptions, 'latencyMs' | 'lateMs'>;

export interface WorldOptions {
  /** The provider's clock: how its late answers pass. */
  readonly providerClock?: Clock;
  readonly providerTimeoutMs?: number;
  readonly breaker?: Breaker;
  /** Another provider than the simulator. */
  readonly provider?: (ports: ProviderPorts) => PaymentProvider;
  readonly notices?: (ports: ProviderPorts) => NoticeParts;
}

/** One payment service over stores that outlive it. */
export const createWorld = (options: WorldOptions = {}) => {
  const store = new MemoryStateStore();
  const publisher = new MemoryPublisher();
  const clock = new FakeClock();
  const crash = new CrashSwitch();
  const ids = new SequentialIds();
  const makeProvider = options.provider ?? ((ports) => new SimulatedProvider(ports));
  const boot = (): PaymentParts => {
    const ports = { store: crashingStore(store, crash), publisher: crashingPublisher(publisher, crash) };
    return {
      payments: new StoredAggregates<PaymentState>({ ...ports, kind: 'payment', clock }),
      provider: makeProvider({ ...ports, clock: options.providerClock ?? clock, ids }),
      breaker: options.breaker ?? unguarded,
      notices: options.notices?.({ ...ports, clock, ids }),
      bulkhead: new Bulkhead({ dependency: 'card-provider', limit: 25 }),
      publisher: ports.publisher,
      clock,
      ids,
      providerTimeoutMs: options.providerTimeoutMs ?? 1000,
    };
  };
  const stateOf = (orderId: string) => store.peek<Envelope<PaymentState>>(`payment:${orderId}`);
  const accountOf = (key: string) => store.peek<{ state: ProviderAccount }>(`provider:${key}`)?.state;
  return { store, publisher, clock, ids, crash, boot, parts: boot(), stateOf, accountOf };
};
/** What the provider still holds or kept of an authorisation. */
export const keptOf = (account: ProviderAccount | undefined): number => {
  if (account?.status !== 'authorized' && account?.status !== 'captured') return 0;
  return account.amount - refundedOf(account);
};

export type World = ReturnType<typeof createWorld>;

export const orderId = 'ord-1';
export const keyA = `${orderId}:authorize`;

export const authorizeRequest = (scenario = 'success', over: { key?: string; amount?: number } = {}) => ({
  key: over.key ?? keyA,
  orderId,
  userId: 'usr-1',
  amount: eur(over.amount ?? 1000),
  token: tokenFor(scenario),
});

export const step = (name: string, authorizeKey = keyA): PaymentStep => ({
  key: `${orderId}:${name}`,
  orderId,
  authorizeKey,
});

export const code = (expected: string) => ({ code: expected });

/** A world in which one payment was authorised and captured. */
export const captured = async (amount = 1000) => {
  const world = createWorld();
  await authorize(world.parts, authorizeRequest('success', { amount }));
  await capture(world.parts, step('capture'));
  return world;
};
