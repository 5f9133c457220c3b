export * from './memory/faults.ts';
export * from './memory/memory-state-store.ts';
export * from './memory/memory-publisher.ts';
export * from './memory/memory-invoker.ts';
export * from './memory/fake-clock.ts';
export * from './memory/sequential-ids.ts';
export * from './memory/memory-secrets.ts';
export * from './contracts/state-store-contract.ts';
