export * from './invoker.ts';
export * from './read-answer.ts';
