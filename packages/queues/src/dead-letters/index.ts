export * from './audit.ts';
export * from './discard.ts';
export * from './letters.ts';
export * from './queues.ts';
export * from './reasons.ts';
export * from './redact.ts';
export * from './redrive.ts';
export * from './summary.ts';
