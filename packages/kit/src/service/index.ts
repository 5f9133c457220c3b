export type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
export * from './create-service.ts';
export * from './in-process.ts';
export * from './options.ts';
export * from './reply.ts';
export * from './request.ts';
export { inputReader } from './validation.ts';
export * from './verdict.ts';
export * from './wait-for.ts';
