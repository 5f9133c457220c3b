import { createServer, type Http2Server, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { Dapr } from '@dapr/dapr/proto/dapr/proto/runtime/v1/dapr_pb.js';
import { afterEach, describe, expect, it } from 'vitest';
import { GrpcClient } from './grpc-client.ts';
import { frameOf, grpc } from './grpc-wire.ts';

const { getState } = Dapr.method;
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

interface Call {
  readonly stream: ServerHttp2Stream;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

interface Peer {
  readonly port: number;
  readonly calls: Call[];
  /** Ends every connection, as a process that is killed does. */
  readonly drop: () => void;
  /** Ends the server too. */
  readonly end: () => Promise<void>;
}

/** A gRPC server that does with each call what it is told. */
const peer = async (answer: (call: Call) => void, port = 0): Promise<Peer> => {
  const [calls, sessions]: [Call[], Set<ServerHttp2Session>] = [[], new Set()];
  const server: Http2Server = createServer();
  server.on('session', (session) => sessions.add(session));
  server.on('stream', (stream, headers) => {
    const chunks: Buffer[] = [];
    stream
      .on('error', () => undefined)
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        const call = { stream, headers, body: Buffer.concat(chunks) };
        calls.push(call);
        answer(call);
      });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const drop = (): void => {
    for (const session of sessions) session.destroy();
  };
  const end = async (): Promise<void> => {
    drop();
    await new Promise((resolve) => server.close(resolve));
  };
  cleanups.push(end);
  return { port: (server.address() as AddressInfo).port, calls, drop, end };
};

const client = (port: number, mostBytes = 1_000_000): GrpcClient => {
  const made = new GrpcClient({ port, headers: { 'dapr-api-token': 'secret' }, mostBytes });
  cleanups.push(() => made.close());
  return made;
};

const state = (text: string): Uint8Array =>
  toBinary(getState.output, create(getState.output, { data: Buffer.from(text), etag: '7' }));

/** In as many pieces as asked: what comes over a wire does not keep to messages. */
const ok =
  (message: Uint8Array, pieces = 1) =>
  ({ stream }: Pick<Call, 'stream'>): void => {
    const frame = frameOf(message);
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    const size = Math.ceil(frame.length / pieces);
    for (let from = 0; from < frame.length; from += size) stream.write(frame.subarray(from, from + size));
    stream.end();
  };

const failing =
  (status: number, message: string) =>
  ({ stream }: Pick<Call, 'stream'>): void =>
    stream.respond({ ':status': 200, 'grpc-status': String(status), 'grpc-message': message }, { endStream: true });

const ask = (from: GrpcClient, options = {}) => from.call(getState, { storeName: 'state', key: 'k' }, options);

describe('a call', () => {
  it('is the message of the service, with its token and whatever goes along', async () => {
    const { port, calls } = await peer(ok(state('value')));
    const answer = await ask(client(port), { headers: { traceparent: '00-1' } });
    expect(Buffer.from(answer.data).toString()).toBe('value');
    expect(answer.etag).toBe('7');
    const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = calls;
    expect(headers).toMatchObject({
      ':path': '/dapr.proto.runtime.v1.Dapr/GetState',
      'content-type': 'application/grpc',
      te: 'trailers',
      'dapr-api-token': 'secret',
      traceparent: '00-1',
    });
    expect(fromBinary(getState.input, body.subarray(5))).toMatchObject({ storeName: 'state', key: 'k' });
  });

  it.each([1, 2, 7, 40])('is put together from %i pieces', async (pieces) => {
    const { port } = await peer(ok(state('x'.repeat(50)), pieces));
    expect((await ask(client(port))).data).toHaveLength(50);
  });

  it('of many at once gets its own answer, on one connection', async () => {
    const own = (call: Call): void => ok(state(fromBinary(getState.input, call.body.subarray(5)).key))(call);
    const { port, calls } = await peer(own);
    const one = client(port);
    const keys = Array.from({ length: 50 }, (_, n) => `k${n}`);
    const answers = await Promise.all(keys.map((key) => one.call(getState, { storeName: 'state', key })));
    expect(answers.map(({ data }) => Buffer.from(data).toString())).toEqual(keys);
    expect(new Set(calls.map(({ stream }) => stream.session)).size).toBe(1);
  });

  it('that is refused says why, as the other side has it', async () => {
    const { port } = await peer(failing(grpc.aborted, 'wrong%20ETag%3A 7'));
    await expect(ask(client(port))).rejects.toMatchObject({ code: grpc.aborted, message: 'wrong ETag: 7' });
  });

  it('whose trailers say that it failed has failed, whatever came before', async () => {
    const { port } = await peer(({ stream }) => {
      stream.respond({ ':status': 200 }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '13', 'grpc-message': 'late' }));
      stream.end(frameOf(state('x')));
    });
    await expect(ask(client(port))).rejects.toMatchObject({ code: grpc.internal, message: 'late' });
  });
});

describe('a call that is not answered', () => {
  it('for want of a server did nothing, and that is known', async () => {
    await expect(ask(client(1))).rejects.toMatchObject({ code: grpc.unavailable });
  });

  it('because the server died may have been done', async () => {
    const { port, drop } = await peer(() => drop());
    await expect(ask(client(port))).rejects.toMatchObject({ code: grpc.unknown });
  });

  it('because it broke off in the middle may have been done', async () => {
    const { port } = await peer(({ stream }) => {
      stream.respond({ ':status': 200 });
      stream.write(frameOf(state('x'.repeat(90))).subarray(0, 20));
      setTimeout(() => stream.destroy(), 10);
    });
    await expect(ask(client(port))).rejects.toMatchObject({ code: grpc.unknown });
  });

  it('with half a message is no answer', async () => {
    const { port } = await peer(({ stream }) => {
      stream.respond({ ':status': 200 }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(frameOf(state('x'.repeat(90))).subarray(0, 20));
    });
    await expect(ask(client(port))).rejects.toMatchObject({ code: grpc.internal });
  });

  it('by gRPC at all is told by its HTTP status', async () => {
    const { port } = await peer(({ stream }) => stream.respond({ ':status': 404 }, { endStream: true }));
    await expect(ask(client(port))).rejects.toMatchObject({ code: grpc.unknown, message: 'HTTP status 404' });
  });

  it('is given up when the caller says so, and the server learns of it', async () => {
    const { port, calls } = await peer(() => undefined);
    const abort = new AbortController();
    const asked = ask(client(port), { signal: abort.signal });
    while (calls.length === 0) await sleep(5);
    abort.abort();
    await expect(asked).rejects.toMatchObject({ code: grpc.cancelled });
    while (!calls[0]?.stream.destroyed) await sleep(5);
    expect(calls[0]?.stream.rstCode).toBe(8);
  });

  it('is not even sent when it is given up before', async () => {
    const { port, calls } = await peer(ok(state('x')));
    await expect(ask(client(port), { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: grpc.cancelled });
    expect(calls).toEqual([]);
  });

  it('by a server that takes connections and says nothing waits for its deadline alone', async () => {
    const silent = createTcpServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => void silent.close());
    const asked = ask(client((silent.address() as AddressInfo).port), { signal: AbortSignal.timeout(50) });
    await expect(asked).rejects.toMatchObject({ code: grpc.cancelled });
  });
});

describe('a connection', () => {
  it('is made anew after the server was started again', async () => {
    const first = await peer(ok(state('first')));
    const one = client(first.port);
    await ask(one);
    await first.end();
    await expect(ask(one)).rejects.toMatchObject({ code: grpc.unavailable });
    await peer(ok(state('second')), first.port);
    expect(Buffer.from((await ask(one)).data).toString()).toBe('second');
  });

  it('that is going away finishes what it has, and takes no more', async () => {
    const held: Call[] = [];
    const { port } = await peer((call) => {
      if (held.push(call) === 1) call.stream.session?.goaway();
      else ok(state('new'))(call);
    });
    const one = client(port);
    const before = ask(one);
    while (held.length === 0) await sleep(5);
    await sleep(20);
    expect(Buffer.from((await ask(one)).data).toString()).toBe('new');
    ok(state('old'))(held[0]!);
    expect(Buffer.from((await before).data).toString()).toBe('old');
  });

  it('carries no answer larger than it may be', async () => {
    const { port } = await peer(ok(state('x'.repeat(5_000))));
    await expect(ask(client(port, 1_000))).rejects.toMatchObject({ code: grpc.resourceExhausted });
  });
});
