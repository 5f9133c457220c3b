import { Pool } from 'undici';
import type { Store } from '../sidecar/caller.ts';

/** The sidecar's HTTP API through a pool of connections. */
export const plainHttp = (httpPort: string): Store => {
  const pool = new Pool(`http://127.0.0.1:${httpPort}`, { connections: 32 });
  const ask = async (method: 'GET' | 'POST', path: string, body?: string): Promise<string> => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const { statusCode, body: answer } = await pool.request({ method, path, headers, body: body ?? null });
    const text = await answer.text();
    if (statusCode >= 300) throw new Error(`${statusCode} ${text}`);
    return text;
  };
  return {
    get: async (key) => JSON.parse(await ask('GET', `/v1.0/state/state/${key}?consistency=strong`)) as unknown,
    save: (key, value) => {
      const options = { concurrency: 'first-write', consistency: 'strong' };
      return ask('POST', '/v1.0/state/state', JSON.stringify([{ key, value, options }]));
    },
  };
};
