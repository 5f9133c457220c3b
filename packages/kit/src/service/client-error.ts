import type { Socket } from 'node:net';
import { correlationId } from './request-state.ts';
import { requestErrors } from './errors.ts';
import { toProblem } from './problem.ts';

interface ParseError extends Error {
  readonly code?: string;
}

/** Answers what is not even HTTP, or is too slow: there is no request yet, only a socket. */
export const onClientError = (error: ParseError, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed) {
    socket.destroy();
    return;
  }
  if (socket.writable) socket.write(answerTo(error.code));
  socket.destroySoon();
};

const answerTo = (code: string | undefined): string => {
  const [statusLine, failure] =
    code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', requestErrors.headersTooLarge()]
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', requestErrors.malformed('The request took too long to arrive')]
        : ['400 Bad Request', requestErrors.malformed('This is not HTTP')];
  const { headers, body } = toProblem(failure, correlationId());
  const status = Number.parseInt(statusLine, 10);
  const json = JSON.stringify({ ...body, status });
  const type = headers['content-type'] ?? 'application/problem+json';
  return [
    `HTTP/1.1 ${statusLine}`,
    `content-type: ${type}`,
    `content-length: ${Buffer.byteLength(json)}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    'connection: close',
    '',
    json,
  ].join('\r\n');
};
