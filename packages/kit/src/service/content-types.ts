import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DomainError } from '../errors/index.ts';
import { requestErrors } from './errors.ts';

type Done = (error: Error | null, body?: unknown) => void;

const encodingOf = (request: FastifyRequest): DomainError | undefined => {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  return encoding === 'identity' ? undefined : requestErrors.unsupportedMedia('Send the body without Content-Encoding');
};

/** JSON and nothing else. An empty body is no body, whatever type it claims: Dapr gives every call one. */
export const registerContentTypes = (fastify: FastifyInstance): void => {
  fastify.removeAllContentTypeParsers();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  const json = (request: FastifyRequest, text: string, done: Done): void => {
    if (text.length === 0) return done(null, undefined);
    const wrongEncoding = encodingOf(request);
    if (wrongEncoding) return done(wrongEncoding);
    if (request.routeOptions.config.keepRaw) request.rawBody = text;
    // It calls back at once.
    void parseJson(request, text, done);
  };
  fastify.addContentTypeParser<string>(
    ['application/json', 'application/cloudevents+json'],
    { parseAs: 'string' },
    json,
  );
  fastify.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (_request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else done(requestErrors.unsupportedMedia('Send application/json'));
  });
};
