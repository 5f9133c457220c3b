import type { ShopClient } from './shop-client.ts';

export interface StreamedEvent {
  readonly id: number;
  readonly event: string;
  readonly data: unknown;
  /** Epoch milliseconds of its arrival. */
  readonly at: number;
}

export interface StreamOptions {
  readonly lastEventId?: number;
  /** Leaves after this many events; otherwise stays until the stream ends. */
  readonly leaveAfter?: number;
}

const parse = (frame: string): StreamedEvent | undefined => {
  const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1];
  const data = field('data');
  if (data === undefined) return undefined;
  return { id: Number(field('id')), event: field('event') ?? '', data: JSON.parse(data) as unknown, at: Date.now() };
};

/** Follows the stream of an order as a browser's EventSource does. */
export const followOrder = async (
  client: ShopClient,
  orderId: string,
  { lastEventId, leaveAfter = Number.POSITIVE_INFINITY }: StreamOptions = {},
): Promise<readonly StreamedEvent[]> => {
  const response = await fetch(`${client.baseUrl}/api/orders/${orderId}/stream`, {
    headers: {
      accept: 'text/event-stream',
      authorization: `Bearer ${client.token ?? ''}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }),
    },
    signal: AbortSignal.timeout(40_000),
  });
  const type = response.headers.get('content-type') ?? '';
  if (response.status !== 200 || !type.startsWith('text/event-stream') || !response.body) {
    throw new Error(`the stream answered ${response.status} ${type}: ${await response.text()}`);
  }
  const seen: StreamedEvent[] = [];
  let rest = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const frames = (rest + chunk).split('\n\n');
    rest = frames.pop() ?? '';
    seen.push(...frames.map(parse).filter((e) => e !== undefined));
    if (seen.length >= leaveAfter) return seen.slice(0, leaveAfter);
  }
  return seen;
};
