import { z } from 'zod';

const id = z.instanceof(Uint8Array).transform((bytes) => Buffer.from(bytes).toString('hex'));
const nanos = z.string().transform((text) => Number(BigInt(text) / 1_000n) / 1_000);

const keyValue = z.object({
  key: z.string(),
  value: z
    .object({
      stringValue: z.string().optional(),
      boolValue: z.boolean().optional(),
      intValue: z.coerce.number().optional(),
      doubleValue: z.number().optional(),
    })
    .nullable(),
});

const attributes = z
  .array(keyValue)
  .transform((pairs) =>
    Object.fromEntries(
      pairs.map(({ key, value }) => [
        key,
        value?.stringValue ?? value?.boolValue ?? value?.intValue ?? value?.doubleValue ?? '',
      ]),
    ),
  );

const span = z.object({
  traceId: id,
  spanId: id,
  parentSpanId: id,
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: nanos,
  endTimeUnixNano: nanos,
  attributes,
  links: z.array(z.object({ traceId: id, spanId: id })),
  status: z.object({ code: z.number() }).nullable(),
});

/** An export as the loader of the `.proto` reads it. */
export const exported = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }).nullable(),
      scopeSpans: z.array(z.object({ scope: z.object({ name: z.string() }).nullable(), spans: z.array(span) })),
    }),
  ),
});

const kinds = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const failed = 2;

export interface ReceivedSpan {
  readonly service: string;
  /** Who wrote it: the service itself, or its sidecar. */
  readonly by: 'service' | 'sidecar';
  readonly traceId: string;
  readonly spanId: string;
  /** Empty at the beginning of a trace. */
  readonly parentId: string;
  readonly name: string;
  readonly kind: (typeof kinds)[number];
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly failed: boolean;
}

/** The spans of an export, each with whose it is. */
export const spansIn = ({ resourceSpans }: z.output<typeof exported>): ReceivedSpan[] =>
  resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ scope, spans }) =>
      spans.map((one) => ({
        service: String(resource?.attributes['service.name'] ?? ''),
        by: scope?.name === 'dapr-diagnostics' ? 'sidecar' : 'service',
        traceId: one.traceId,
        spanId: one.spanId,
        parentId: one.parentSpanId,
        name: one.name,
        kind: kinds[one.kind] ?? 'unspecified',
        startedAt: one.startTimeUnixNano,
        endedAt: one.endTimeUnixNano,
        attributes: one.attributes,
        links: one.links,
        failed: one.status?.code === failed,
      })),
    ),
  );
