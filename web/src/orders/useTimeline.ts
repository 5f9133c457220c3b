import { EventSourceParserStream } from 'eventsource-parser/stream';
import { useEffect, useState } from 'react';
import { session } from '../account/session.ts';
import type { TimelineEntry } from '../api/client.ts';

interface Timeline {
  readonly entries: readonly TimelineEntry[];
  /** The stream broke, and is about to be taken up again. */
  readonly broken: boolean;
}

const nothing: Timeline = { entries: [], broken: false };
const pauseMs = 1_500;

const open = async (orderId: string, last: number, signal: AbortSignal): Promise<Response> => {
  const token = await session.accessToken();
  const headers = {
    accept: 'text/event-stream',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(last > 0 ? { 'last-event-id': String(last) } : {}),
  };
  return fetch(`/api/orders/${encodeURIComponent(orderId)}/stream`, { headers, signal });
};

/** Every event of a stream until it ends; throws when it breaks. */
async function* read(response: Response): AsyncGenerator<TimelineEntry> {
  if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}`);
  const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  const reader = events.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    yield JSON.parse(step.value.data) as TimelineEntry;
  }
}

const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = globalThis.setTimeout(resolve, pauseMs);
    signal.addEventListener('abort', () => {
      globalThis.clearTimeout(timer);
      resolve();
    });
  });

/** What happens to an order, as it happens: taken up after the last entry whenever the line or the shop breaks. */
export const useTimeline = (orderId: string, ended: boolean): Timeline => {
  const [timeline, setTimeline] = useState(nothing);
  useEffect(() => {
    const gone = new AbortController();
    let last = 0;
    const follow = async (): Promise<void> => {
      for await (const entry of read(await open(orderId, last, gone.signal))) {
        last = entry.seq;
        setTimeline(({ entries }) => ({
          entries: entries.some(({ seq }) => seq === entry.seq) ? entries : [...entries, entry],
          broken: false,
        }));
      }
    };
    const keepFollowing = async (): Promise<void> => {
      while (!gone.signal.aborted) {
        await follow().catch(() => !gone.signal.aborted && setTimeline((before) => ({ ...before, broken: true })));
        if (ended) return;
        await pause(gone.signal);
      }
    };
    void keepFollowing();
    return () => gone.abort();
  }, [orderId, ended]);
  return timeline;
};
