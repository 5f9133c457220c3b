export * from './aws-request.ts';
export type { Credentials } from './sigv4.ts';
