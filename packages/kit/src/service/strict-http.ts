import type { FastifyInstance, FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { requestErrors } from './errors.ts';

const countHosts = (rawHeaders: readonly string[]): number => {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) if (rawHeaders[i]?.toLowerCase() === 'host') hosts++;
  return hosts;
};

const lineFault = ({ httpVersion, url = '' }: IncomingMessage): string | undefined => {
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return 'Speak HTTP/1.1';
  return url.startsWith('/') || url.startsWith('http') ? undefined : 'The request has no address';
};

const encodingFault = ({ httpVersion, headers }: IncomingMessage): string | undefined => {
  const encoding = headers['transfer-encoding'];
  if (encoding === undefined) return undefined;
  if (encoding.toLowerCase() !== 'chunked') return 'The only transfer encoding is chunked';
  return httpVersion === '1.0' ? 'HTTP/1.0 knows no transfer encoding' : undefined;
};

const hostFault = ({ httpVersion, rawHeaders }: IncomingMessage): string | undefined => {
  const hosts = countHosts(rawHeaders);
  return hosts > 1 || (hosts === 0 && httpVersion === '1.1') ? 'Name one Host' : undefined;
};

/**
 * What Node's parser lets through though RFC 9112 has it refused. A proxy before us might read any of it another way, and
 * then the two of us would not agree on where a request ends or for whom it is.
 */
const faultOf = (request: IncomingMessage): string | undefined =>
  lineFault(request) ?? encodingFault(request) ?? hostFault(request);

export interface HttpWatch {
  /** Says that nobody can trust what comes on this connection any more. */
  distrust(socket: Socket, fault: string): void;
  /** Adds the hook that refuses; what comes before it sees refused requests too. */
  refuse(): void;
}

/**
 * Refuses what could be read in two ways, and hangs up: nobody can say where such a request ends, so whatever comes behind
 * it on the same connection is refused too. To be called before any other hook is added.
 */
export const watchHttp = (fastify: FastifyInstance): HttpWatch => {
  const faults = new WeakMap<Socket, string>();
  // At once, without a promise: the parser hands over a second request before the first one's hooks have run.
  fastify.addHook('onRequest', ({ raw }, _reply, done) => {
    const fault = faults.has(raw.socket) ? undefined : faultOf(raw);
    if (fault !== undefined) faults.set(raw.socket, fault);
    done();
  });
  const refuse = ({ raw }: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    const fault = faults.get(raw.socket);
    // We speak no other protocol; Node reads no further where one is asked for, so the connection has no use any more.
    if (fault !== undefined || raw.headers.upgrade !== undefined) reply.header('connection', 'close');
    done(fault === undefined ? undefined : requestErrors.malformed(fault));
  };
  return {
    distrust: (socket, fault) => void faults.set(socket, fault),
    refuse: () => void fastify.addHook('onRequest', refuse),
  };
};
