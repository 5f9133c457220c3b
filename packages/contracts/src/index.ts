export * from './access.ts';
export * from './catalogue.ts';
export * from './shared/index.ts';
