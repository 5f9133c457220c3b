export * from './aws-request.ts';
export * from './role-credentials.ts';
export type { Credentials, CredentialsSource } from './sigv4.ts';
