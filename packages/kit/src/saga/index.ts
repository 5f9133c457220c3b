export * from './host.ts';
export * from './log.ts';
export * from './registry.ts';
export * from './runner.ts';
export * from './transition.ts';
export * from './types.ts';
