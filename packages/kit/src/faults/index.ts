export * from './armed-fault.ts';
export * from './fault-folder.ts';
export * from './faults.ts';
export * from './faulty-store.ts';
export * from './folder-faults.ts';
