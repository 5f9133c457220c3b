import type { ApiContract } from '@mercato/contracts/shared';
import type { FastifyInstance } from 'fastify';
import type { Logger } from '../telemetry/index.ts';
import type { ServiceOptions } from './options.ts';

/** A service that is ready to listen, or to be tested by `inject`. */
export interface App {
  readonly inject: FastifyInstance['inject'];
  listen(options: { readonly port: number; readonly host: string }): Promise<string>;
  /** Stops taking traffic, lets what is in flight end, then closes. */
  close(): Promise<void>;
  readonly log: Logger;
}

/** Builds a service from its contract: validation, authentication, errors, messages, health, metrics and docs. */
export const createService = <const A extends ApiContract>(options: ServiceOptions<A>): Promise<App> =>
  Promise.reject(new Error(`not yet ${options.name}`));
