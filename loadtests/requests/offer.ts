import { Pool } from 'undici';

/** One request. */
export interface Ask {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly body?: string;
}

export interface Offer {
  readonly origin: string;
  /** What one of those who ask at the same time asks next. */
  readonly ask: (caller: number) => Ask;
  readonly requests: number;
  readonly atOnce: number;
}

export interface Taken {
  readonly seconds: number;
  /** Milliseconds of each request, the shortest first. */
  readonly latencies: readonly number[];
}

/** So many requests, so many at a time. Anything but a 200 ends it. */
export const offer = async ({ origin, ask, requests, atOnce }: Offer): Promise<Taken> => {
  const pool = new Pool(origin, { connections: atOnce });
  const latencies: number[] = [];
  let left = requests;
  const caller = async (_: unknown, n: number): Promise<void> => {
    while (left-- > 0) {
      const { path, method = 'GET', headers, body: sent = null } = ask(n);
      const began = performance.now();
      const { statusCode, body } = await pool.request({ method, path, headers, body: sent });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`${origin}${path}: ${statusCode} ${text}`);
      latencies.push(performance.now() - began);
    }
  };
  const began = performance.now();
  try {
    await Promise.all(Array.from({ length: atOnce }, caller));
  } finally {
    await pool.close();
  }
  return { seconds: (performance.now() - began) / 1_000, latencies: latencies.toSorted((a, b) => a - b) };
};

/** Of sorted values. */
export const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
