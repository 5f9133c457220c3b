import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { currentTraceparent, startTelemetry, startWork, traced, type Telemetry } from './index.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';
const traceparent = `00-${traceId}-${spanId}-01`;

describe('a process that sends its spans to nobody', () => {
  let telemetry: Telemetry;
  beforeEach(async () => {
    telemetry = await startTelemetry({ service: 'order' });
  });
  afterEach(() => telemetry.shutdown());

  const below = (from: Record<string, string>) => startWork({ name: 'x', kind: 'server', from });

  it.each(['00', '01'])('goes on with the trace of its caller, recorded by others or not (%s)', (flags) => {
    const work = below({ traceparent: `00-${traceId}-${spanId}-${flags}` });
    expect(work.run(currentTraceparent)).toMatch(new RegExp(`^00-${traceId}-(?!${spanId})[0-9a-f]{16}-${flags}$`));
    expect([work.traceId, work.traceparent]).toEqual([traceId, work.run(currentTraceparent)]);
  });

  it('begins traces of its own, of which others record the share that it was told', async () => {
    const [one, other] = [below({}), below({ traceparent: 'nonsense' })];
    expect(one.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(other.traceId).not.toBe(one.traceId);
    await telemetry.shutdown();
    telemetry = await startTelemetry({ service: 'order', ratio: 0 });
    expect(below({}).traceparent).toMatch(/-00$/);
  });

  it('names no trace to a histogram, and makes no span of a call', async () => {
    const work = below({ traceparent });
    expect(work.exemplar).toEqual({});
    expect(await work.run(() => traced({ name: 'call', kind: 'client' }, async () => currentTraceparent()))).toBe(
      work.traceparent,
    );
  });
});
