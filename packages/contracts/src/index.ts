export * from './catalogue.ts';
export * from './shared/index.ts';
