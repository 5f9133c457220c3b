import type { FastifyInstance, FastifyRequest } from '@mercato/kit/service';
import { isUtf8 } from 'node:buffer';
import { refusals } from '../domain/errors.ts';

/** A body as it came, to be forwarded, and as it reads, to be checked. */
export class JsonBody {
  readonly raw: Buffer;
  readonly value: unknown;

  constructor(raw: Buffer, value: unknown) {
    this.raw = raw;
    this.value = value;
  }
}

type Done = (error: Error | null, body?: JsonBody) => void;

const jsonType = /^application\/json\s*(;|$)/i;

/** What keeps a body from being read, whatever is in it. */
const unreadable = ({ headers }: FastifyRequest, raw: Buffer): Error | undefined => {
  if (!jsonType.test(headers['content-type'] ?? '')) return refusals.media('Send application/json');
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    return refusals.media('Send the body without Content-Encoding');
  return isUtf8(raw) ? undefined : refusals.malformed('The body is not UTF-8');
};

/** JSON and nothing else, kept byte by byte. An empty body is no body, whatever type it claims. */
export const readBodies = (scope: FastifyInstance): void => {
  scope.removeAllContentTypeParsers();
  const parseJson = scope.getDefaultJsonParser('error', 'error');
  const read = (request: FastifyRequest, raw: Buffer, done: Done): void => {
    if (raw.length === 0) return done(null);
    const reason = unreadable(request, raw);
    if (reason) return done(reason);
    // It calls back at once.
    void parseJson(request, raw.toString('utf8'), (error: Error | null, value?: unknown) =>
      done(error, new JsonBody(raw, value)),
    );
  };
  scope.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, read);
};
