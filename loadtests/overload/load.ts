import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface LoadOptions {
  readonly url: string;
  readonly tokens: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
  /** Of the seconds, those at the beginning that are not counted. */
  readonly settleSeconds: number;
  /** How long a client waits for an answer. */
  readonly patienceMs: number;
}

export interface LoadResult {
  /** Requests a second that were sent, as far as this process kept up. */
  readonly offered: number;
  /** Good answers in time that came in a second: no more than a backend can give, however many wait for theirs. */
  readonly goodput: number;
  readonly shed: number;
  readonly limited: number;
  /** Given up by the client, a second. */
  readonly late: number;
  /** Of the good answers, in milliseconds. */
  readonly p50: number;
  readonly p95: number;
  /** Of the answers that said "not now". */
  readonly p95Shed: number;
}

interface Answer {
  /** 0 where there was none in time. */
  readonly status: number;
  readonly ms: number;
  /** When it was asked for, in seconds since the load began. */
  readonly asked: number;
}

const ask = (agent: Agent, url: string, token: string, patienceMs: number): Promise<Omit<Answer, 'asked'>> =>
  new Promise((resolve) => {
    const began = performance.now();
    const done = (status: number): void => resolve({ status, ms: performance.now() - began });
    const options = { agent, headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(patienceMs) };
    request(url, options, (response) => {
      response.resume();
      response.once('end', () => done(response.statusCode ?? 0));
      response.once('error', () => done(0));
    })
      .once('error', () => done(0))
      .end();
  });

const quantile = (answers: readonly Answer[], part: number): number => {
  const sorted = answers.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
};

/** Sends requests at a steady pace whatever comes back: who comes to a shop does not know how busy it is. */
export const offer = async (options: LoadOptions): Promise<LoadResult> => {
  const { url, tokens, perSecond, seconds, settleSeconds, patienceMs } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, maxFreeSockets: 2_000 });
  const answers: Promise<Answer>[] = [];
  const began = performance.now();
  let sent = 0;
  for (let passed = 0; passed < seconds; passed = (performance.now() - began) / 1000) {
    for (; sent < passed * perSecond; sent += 1) {
      const asked = passed;
      const answer = ask(agent, url, tokens[sent % tokens.length] ?? '', patienceMs);
      answers.push(answer.then((given) => ({ ...given, asked })));
    }
    await sleep(2);
  }
  const all = await Promise.all(answers);
  agent.destroy();
  return resultOf(all, settleSeconds, seconds);
};

const resultOf = (all: readonly Answer[], from: number, to: number): LoadResult => {
  const seconds = to - from;
  const counted = all.filter(({ asked }) => asked >= from);
  const of = (...statuses: readonly number[]) => counted.filter(({ status }) => statuses.includes(status));
  const came = all.filter(
    ({ status, asked, ms }) => status === 200 && asked + ms / 1000 >= from && asked + ms / 1000 < to,
  );
  const shed = of(503);
  return {
    offered: counted.length / seconds,
    goodput: came.length / seconds,
    shed: shed.length / seconds,
    limited: of(429).length / seconds,
    late: of(0, 504).length / seconds,
    p50: quantile(of(200), 0.5),
    p95: quantile(of(200), 0.95),
    p95Shed: quantile(shed, 0.95),
  };
};
