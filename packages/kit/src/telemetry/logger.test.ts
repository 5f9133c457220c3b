import { describe, expect, it } from 'vitest';
import { runInContext } from '../context/index.ts';
import { createLogger } from './logger.ts';

const logged = (level: string, write: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] => {
  const lines: string[] = [];
  write(createLogger({ service: 'order', level, destination: { write: (line) => void lines.push(line) } }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
};

describe('createLogger', () => {
  it('writes level, time, service and message as JSON', () => {
    const [line] = logged('info', (log) => log.info({ orderId: 'o1' }, 'placed'));
    expect(line).toMatchObject({ level: 'info', service: 'order', orderId: 'o1', msg: 'placed' });
    expect(line?.['time']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it('adds the request’s id, which a field of the line may replace', () => {
    const context = { requestId: 'r1', deadline: 0 };
    const lines = runInContext(context, () =>
      logged('info', (log) => {
        log.info({}, 'a');
        log.child({ step: 's' }).info({}, 'b');
        log.info({ requestId: 'r2' }, 'c');
      }),
    );
    expect(lines.map((line) => [line['requestId'], line['step']])).toEqual([
      ['r1', undefined],
      ['r1', 's'],
      ['r2', undefined],
    ]);
  });

  it('writes an answer’s line like any other', () => {
    const line = { route: '/a/:id', method: 'GET', status: '200', seconds: 0.5, requestId: '"r"', userId: undefined };
    const ids = { traceId: 't', spanId: undefined };
    const written = (level: string) =>
      logged(level, (log) => {
        log.answered({ ...line, ...ids });
        log.child({}).answered({ ...line, ...ids });
      }).map(({ time, ...rest }) => [typeof time, Object.entries(rest)]);
    const [fast, plain] = written('info');
    expect(fast).toEqual(plain);
    expect(fast?.[1]).toContainEqual(['requestId', '"r"']);
    expect(written('warn')).toEqual([]);
  });

  it('keeps errors with their cause', () => {
    const err = new Error('outer', { cause: new Error('inner') });
    expect(JSON.stringify(logged('info', (log) => log.error({ err }, 'x')))).toContain('inner');
  });

  it('leaves out what the level excludes', () => {
    expect(logged('warn', (log) => (log.info({}, 'a'), log.warn({}, 'b')))).toHaveLength(1);
  });

  it.each([
    { authorization: 'Bearer hush' },
    { headers: { authorization: 'hush', cookie: 'hush', 'set-cookie': 'hush', 'dapr-api-token': 'hush' } },
    { req: { headers: { authorization: 'hush', 'x-guest-token': 'hush' } } },
    { body: { password: 'hush', currentPassword: 'hush', token: 'hush', refreshToken: 'hush', paymentToken: 'hush' } },
    { request: { card: { number: 'hush', cvc: 'hush' } } },
    { card: { cardNumber: 'hush' } },
    { password: 'hush', accessToken: 'hush', guestToken: 'hush' },
    { Authorization: 'hush', a: [{ b: [{ c: { cookie: ['hush'] } }] }] },
    { err: Object.assign(new Error('x'), { config: { headers: { authorization: 'hush' } } }) },
  ])('redacts %j', (fields) => {
    const text = JSON.stringify(logged('info', (log) => log.info(fields, 'x')));
    expect(text).not.toContain('hush');
    expect(text).toContain('[redacted]');
  });

  it('redacts what a child is bound to', () => {
    const text = JSON.stringify(logged('info', (log) => log.child({ request: { token: 'hush' } }).info({}, 'x')));
    expect(text).not.toContain('hush');
  });

  it('survives what contains itself', () => {
    const loop: Record<string, unknown> = { a: 1 };
    loop['self'] = loop;
    expect(logged('info', (log) => log.info({ loop }, 'x'))).toHaveLength(1);
  });
});
