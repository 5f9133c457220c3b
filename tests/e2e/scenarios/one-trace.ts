import { isDeepStrictEqual } from 'node:util';
import { cartApi } from '@mercato/contracts/cart';
import { orderApi } from '@mercato/contracts/order';
import type { OtlpReceiver, ReceivedSpan } from '@mercato/testkit/otlp';
import { beforeAll, describe, expect, it } from 'vitest';
import { newProduct, newShopper, placement, until } from '../../support/shopper.ts';
import { missingEdges, readMatrix } from '../../support/trace-matrix.ts';
import type { GetWorld } from '../../support/world.ts';
import allowed from '../../../telemetry/attributes.json' with { type: 'json' };
import { linesOf } from '../../support/log-lines.ts';

const { services, edges } = readMatrix();
const names = Object.keys(services);
/** Those that have a part in an order. */
const taking = names.filter((name) => services[name]?.spans.length !== 0);

const without = (spans: readonly ReceivedSpan[], lost: (span: ReceivedSpan) => boolean) =>
  missingEdges(
    spans.filter((span) => !lost(span)),
    edges,
  );

/** Whose parent is not here: of a whole trace the root alone. */
const orphansOf = (spans: readonly ReceivedSpan[]): readonly string[] => {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  return spans.filter(({ parentId }) => !ids.has(parentId)).map(({ name }) => name);
};
const root = ['POST /api/orders'];

const isWhole = (spans: readonly ReceivedSpan[]): boolean =>
  missingEdges(spans, edges).length === 0 && isDeepStrictEqual(orphansOf(spans), root);

/** The trace of one order, told by what services and sidecars sent by OTLP. */
export const oneTrace = (world: GetWorld, receiver: () => OtlpReceiver): void => {
  let trace: readonly ReceivedSpan[] = [];
  let requestId = '';

  const traceOf = (id: string): readonly ReceivedSpan[] => {
    const first = receiver().spans.find((span) => span.parentId === '' && span.attributes['mercato.request_id'] === id);
    return receiver().spans.filter((span) => span.traceId === first?.traceId);
  };

  beforeAll(async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 1 });
    const shopper = await newShopper(client);
    await shopper.client.expect(cartApi.putItem, 200, { params: { productId }, body: { quantity: 1 } });
    const reply = await shopper.client.call(orderApi.placeOrder, { ...placement({ productId }), wait: 20 });
    requestId = reply.headers.get('x-request-id') ?? '';
    // Exporters send when they have some, a parent often after its child.
    const complete = () => (isWhole(traceOf(requestId)) ? true : undefined);
    await until('the trace', complete, 30_000).catch(() => undefined);
    trace = traceOf(requestId);
  });

  it('runs from the gateway through queues and sidecars to the mail', () => {
    expect(missingEdges(trace, edges)).toEqual([]);
    expect(orphansOf(trace)).toEqual(root);
  });

  it.each(names)('has the spans that %s must send', (name) => {
    const kinds = new Set(trace.filter(({ service, by }) => service === name && by === 'service').map((s) => s.kind));
    expect([...kinds].toSorted()).toEqual(services[name]?.spans.toSorted());
  });

  it.each(taking)('would not be whole without the exporter of %s', (name) => {
    expect(without(trace, ({ service, by }) => service === name && by === 'service')).not.toEqual([]);
    expect(without(trace, ({ service, by }) => service === name && by === 'sidecar')).not.toEqual([]);
  });

  it('would not be whole if a message or a call went without its context', () => {
    for (const kind of ['consumer', 'server'] as const) {
      const cut = trace.map((span) => (span.kind === kind && span.by === 'service' ? { ...span, parentId: '' } : span));
      expect(missingEdges(cut, edges)).not.toEqual([]);
    }
  });

  it('has names without ids, and attributes from the list alone', () => {
    const own = trace.filter(({ by }) => by === 'service');
    expect(own.filter(({ name }) => /[0-9a-f]{8}-|prd-/.test(name))).toEqual([]);
    const known = new Set(allowed.map((attribute) => attribute.name));
    expect(own.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => !known.has(name))).toEqual([]);
  });

  it('is what the lines of every service name', async () => {
    const lines = linesOf(world().shop).filter((line) => line.requestId === requestId);
    for (const [name, { logs }] of Object.entries(services)) {
      const said = lines.filter((line) => line.service === name);
      expect([name, logs.filter((msg) => !said.some((line) => line.msg === msg))]).toEqual([name, []]);
    }
    expect(new Set(lines.map(({ traceId }) => traceId))).toEqual(new Set([trace[0]?.traceId]));
    const done = lines.filter(({ msg }) => msg === 'message done' || msg === 'answered');
    // A line is there at once, its span when the exporter sends the next.
    const untold = () => {
      const told = new Set(traceOf(requestId).map(({ spanId }) => spanId));
      return done.filter(({ spanId }) => !told.has(spanId ?? ''));
    };
    await expect.poll(untold, { timeout: 20_000 }).toEqual([]);
  });

  describe.each(names)('%s', (name) => {
    it('counts what it must', async () => {
      const text = await (await fetch(`${world().shop.app(name).url}/metrics`)).text();
      const silent = services[name]?.metrics.filter((metric) => !new RegExp(`^${metric}(_count)?[{ ]`, 'm').test(text));
      expect(silent).toEqual([]);
    });
  });
};
