export * from './logger.ts';
export * from './metrics.ts';
export * from './pool-metrics.ts';
export * from './spans.ts';
export * from './start-telemetry.ts';
