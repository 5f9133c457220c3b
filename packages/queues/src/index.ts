export * from './aws-sqs.ts';
export * from './envelope.ts';
export * from './look-through.ts';
export * from './move-messages.ts';
export * from './peek.ts';
export * from './queue-url.ts';
export * from './shop-queues.ts';
