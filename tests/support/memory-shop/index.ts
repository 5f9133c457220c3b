export * from './books.ts';
export * from './client.ts';
export * from './faults.ts';
export * from './host.ts';
export * from './process.ts';
export * from './services.ts';
export * from './shop.ts';
export * from './virtual-clock.ts';
