import { errorCatalogue, errorCodes, problem, type Problem } from '@mercato/contracts/shared';
import { describe, expect, it } from 'vitest';
import { buildShop, capturedLog } from '../../test/shop.ts';
import { DomainError } from '../errors/index.ts';
import { toProblem } from './problem.ts';

const getWith = async (thrown: unknown) => {
  const { logger, lines } = capturedLog();
  const fail = (): never => {
    throw thrown;
  };
  const app = await buildShop({ logger }, { get: async () => fail() });
  const response = await app.inject({ url: '/api/things/a' });
  await app.close();
  return { response, body: response.json<Problem>(), line: lines.find((l) => l['route'] === '/api/things/:id') };
};

describe('toProblem', () => {
  it.each(errorCodes)('%s', (code) => {
    const { status, body, headers } = toProblem(new DomainError(code, 'why', { retryAfter: 0.2 }), 'r1');
    expect(problem.parse(body)).toMatchObject({ type: `urn:mercato:error:${code}`, status, code, requestId: 'r1' });
    expect(status).toBe(errorCatalogue[code].http);
    expect(headers['retry-after']).toBe('1');
    expect(headers['www-authenticate']?.startsWith('Bearer')).toBe(status === 401 ? true : undefined);
  });
});

describe('a handler that throws', () => {
  it('a refusal answers its status, and is logged at info', async () => {
    const { response, body, line } = await getWith(new DomainError('product.not_found', 'No product a'));
    expect(response.statusCode).toBe(404);
    expect(body).toMatchObject({ code: 'product.not_found', detail: 'No product a' });
    expect(line).toMatchObject({ level: 'info', code: 'product.not_found', requestId: body.requestId });
  });

  it('a failure that passes says when to come back', async () => {
    const { response } = await getWith(new DomainError('dependency.unavailable', 'x', { retryAfter: 1.5 }));
    expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '2']);
  });

  it.each([
    ['an Error', new Error('secret path /srv')],
    ['an error with a status', Object.assign(new Error('secret'), { statusCode: 418, code: 'X' })],
    ['a 404 of a library', Object.assign(new Error('secret'), { statusCode: 404, code: 'ENOENT' })],
    ['a text', 'secret'],
    ['nothing', undefined],
    ['internal.error with a detail', new DomainError('internal.error', 'secret')],
  ])('%s answers 500 and leaks nothing', async (_name, thrown) => {
    const { response, body, line } = await getWith(thrown);
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain('secret');
    expect(Object.keys(body).toSorted()).toEqual(['code', 'requestId', 'status', 'title', 'type']);
    expect(line).toMatchObject({ level: 'error', code: 'internal.error', requestId: body.requestId });
  });

  it('leaves its cause in the log', async () => {
    const { line } = await getWith(new Error('the real reason'));
    expect(JSON.stringify(line)).toContain('the real reason');
  });
});

describe('answers are checked against the contract', () => {
  const answering = async (answer: unknown, checkAnswers?: boolean) => {
    const { logger, lines } = capturedLog();
    const options = checkAnswers === undefined ? {} : { checkAnswers };
    const app = await buildShop({ logger, ...options }, { list: async () => answer as never });
    const response = await app.inject({ url: '/api/things' });
    await app.close();
    return { status: response.statusCode, log: JSON.stringify(lines) };
  };

  it.each([
    ['a wrong body', { status: 200, body: { limit: 'x' } }, 'limit: Invalid input'],
    ['no body', { status: 200 }, 'Invalid input'],
    ['an unknown status', { status: 207, body: {} }, 'the contract has no such status'],
  ])('%s', async (_name, answer, reason) => {
    const { status, log } = await answering(answer);
    expect(status).toBe(500);
    expect(log).toContain('listThings answered');
    expect(log).toContain(reason);
  });

  it('but not where that is switched off', async () => {
    expect((await answering({ status: 200, body: { limit: 'x' } }, false)).status).toBe(200);
  });
});
