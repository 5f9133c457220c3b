import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReceivedSpan } from '@mercato/testkit/otlp';
import { parse } from 'yaml';
import { z } from 'zod';
import { rootDir } from '../../tools/shared/paths.ts';

const edge = z.strictObject({
  from: z.union([z.string(), z.array(z.string())]),
  to: z.string(),
  sidecars: z.array(z.string()).default([]),
});

const signals = z.strictObject({
  spans: z.array(z.enum(['server', 'client', 'producer', 'consumer'])),
  metrics: z.array(z.string()),
  logs: z.array(z.string()),
});

const matrix = z.strictObject({ services: z.record(z.string(), signals), edges: z.array(edge) });
export type Edge = z.output<typeof edge>;

/** The spans that an edge may begin at. */
export const startsOf = ({ from }: Pick<Edge, 'from'>): readonly string[] => [from].flat();

/** `telemetry/matrix.yaml`. */
export const readMatrix = (): z.output<typeof matrix> =>
  matrix.parse(parse(readFileSync(join(rootDir, 'telemetry/matrix.yaml'), 'utf8')));

/** A span as the matrix writes it. */
export const nameOf = ({ service, by, name }: ReceivedSpan): string =>
  `${service}${by === 'sidecar' ? '.daprd' : ''} ${name}`;

/** From a span up to the first of a service: that one, and the sidecars' spans passed on the way, uppermost first. */
const callerOf = (span: ReceivedSpan, byId: ReadonlyMap<string, ReceivedSpan>) => {
  const sidecars: string[] = [];
  let above = byId.get(span.parentId);
  while (above?.by === 'sidecar') {
    sidecars.unshift(above.service);
    above = byId.get(above.parentId);
  }
  return { caller: above, sidecars };
};

/** The edges that are not among these spans. */
export const missingEdges = (spans: readonly ReceivedSpan[], edges: readonly Edge[]): readonly Edge[] => {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const found = new Set(
    spans.flatMap((span) => {
      const { caller, sidecars } = callerOf(span, byId);
      return caller ? [`${nameOf(caller)} > ${sidecars.join(',')} > ${nameOf(span)}`] : [];
    }),
  );
  return edges.filter(
    ({ from, to, sidecars }) =>
      !startsOf({ from }).some((start) => found.has(`${start} > ${sidecars.join(',')} > ${to}`)),
  );
};
