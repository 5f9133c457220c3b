export * from './check.ts';
export * from './events.ts';
export * from './facts.ts';
export type * from './read/client.ts';
export * from './read/facts.ts';
export * from './read/patient.ts';
export * from './read/queues.ts';
export * from './settle.ts';
export * from './summary.ts';
