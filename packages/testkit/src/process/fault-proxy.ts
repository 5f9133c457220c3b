import { join } from 'node:path';
import { flags } from '../../../../tools/shared/flags.ts';
import { answersOk } from '../../../../tools/shared/http.ts';
import { ManagedProcess } from '../../../../tools/shared/managed-process.ts';
import { freePorts } from '../../../../tools/shared/ports.ts';
import { getTool } from '../../../../tools/toolbox/index.ts';
import { workFolder } from './work-folder.ts';

async function request(url: string, method: string, body?: object): Promise<unknown> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(5000) });
  const text = await response.text();
  if (!response.ok) throw new Error(`the fault proxy answered ${method} ${url} with ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** A line that can be broken: what connects to `url` reaches the upstream, until something is done to it. */
export class FaultyLine {
  readonly url: string;
  readonly #api: string;

  constructor(url: string, api: string) {
    this.url = url;
    this.#api = api;
  }

  /** Ends every connection and refuses new ones. */
  async cut(): Promise<void> {
    await request(this.#api, 'POST', { enabled: false });
  }

  /** Requests arrive and take effect; their answers never come. */
  async mute(): Promise<void> {
    await this.#add('timeout', { timeout: 0 });
  }

  /** Every answer comes so much later. */
  async slow(ms: number): Promise<void> {
    await this.#add('latency', { latency: ms });
  }

  /** As if nothing had been; connections that were muted end. */
  async restore(): Promise<void> {
    const { toxics } = (await request(this.#api, 'GET')) as { toxics: { name: string }[] };
    for (const { name } of toxics) await request(`${this.#api}/toxics/${name}`, 'DELETE');
    await request(this.#api, 'POST', { enabled: true });
  }

  async #add(type: string, attributes: object): Promise<void> {
    await request(`${this.#api}/toxics`, 'POST', { name: type, type, stream: 'downstream', attributes });
  }
}

export interface FaultProxy<N extends string> {
  lines: Readonly<Record<N, FaultyLine>>;
  process: ManagedProcess;
  stop(): Promise<void>;
}

async function openLine(api: string, name: string, port: number, upstream: string): Promise<FaultyLine> {
  const listen = `127.0.0.1:${port}`;
  await request(`${api}/proxies`, 'POST', { name, listen, upstream: new URL(upstream).host, enabled: true });
  return new FaultyLine(`http://${listen}`, `${api}/proxies/${name}`);
}

/** Toxiproxy with one line to each upstream, given by its URL. */
export async function startFaultProxy<N extends string>(upstreams: Record<N, string>): Promise<FaultProxy<N>> {
  const files = workFolder('fault-proxy');
  const { path } = await getTool('toxiproxy-server');
  const names = Object.keys(upstreams) as N[];
  const [apiPort = 0, ...ports] = await freePorts(1 + names.length);
  const api = `http://127.0.0.1:${apiPort}`;
  const proxy = new ManagedProcess({
    name: 'toxiproxy',
    command: path,
    args: flags({ host: '127.0.0.1', port: apiPort }),
    env: { ...process.env, LOG_LEVEL: 'warn' },
    logFile: join(files.path, 'toxiproxy.log'),
    isReady: () => answersOk(`${api}/version`),
  });
  const stop = async (): Promise<void> => {
    await proxy.stop();
    files.remove();
  };
  try {
    await proxy.start();
    await proxy.waitUntilReady();
    const opened = names.map(async (name, i) => [name, await openLine(api, name, ports[i] ?? 0, upstreams[name])]);
    return { lines: Object.fromEntries(await Promise.all(opened)) as Record<N, FaultyLine>, process: proxy, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
