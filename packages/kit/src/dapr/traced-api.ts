import { injectTrace, traced } from '../telemetry/index.ts';

interface CallOptions {
  readonly headers?: unknown;
}
type Call = (request: unknown, options?: CallOptions) => Promise<unknown>;

// The publisher has a span of its own, which the message carries.
const spanless: ReadonlySet<string> = new Set(['publishEvent']);

/**
 * The SDK's typed client with a span for each call, whose context goes along as a header: the client's own hooks are
 * closed to us, and without the header the sidecar would begin a trace of its own.
 */
export const tracedApi = <A extends object>(api: A): A => {
  const wrapped = new Map<string, Call>();
  const wrap = (name: string, call: Call): Call => {
    const send: Call = (request, options) => call.call(api, request, { ...options, headers: injectTrace({}) });
    if (spanless.has(name)) return send;
    const attributes = { 'rpc.system': 'grpc', 'rpc.method': name };
    return (request, options) =>
      traced({ name: `Dapr/${name}`, kind: 'client', attributes }, () => send(request, options));
  };
  return new Proxy(api, {
    get: (target, name, receiver): unknown => {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function' || typeof name !== 'string') return member;
      const known = wrapped.get(name) ?? wrap(name, member as Call);
      wrapped.set(name, known);
      return known;
    },
  });
};
