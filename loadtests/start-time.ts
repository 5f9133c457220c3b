import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { rootDir } from '../tools/shared/paths.ts';
import { say } from '../tools/shared/progress.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';
import { intervalOf } from './lib/statistics.ts';
import { publish } from './performance/publish.ts';

const options = { times: atLeast(2, 3) };
const method =
  '`npm start` from the command until it says that the shop is ready: a customer’s question is answered through the gateway, and the catalogue is filled. Once before, which fills the catalogue, builds the pages and keeps what was compiled; then so often, each after the one before has ended. On the ports of the run file, so nothing else may hold them.';

/** Seconds from the command until the shop is ready; throws with what it said when it is not. */
const startOnce = async (): Promise<number> => {
  const began = performance.now();
  const shop = spawn(process.execPath, [join(rootDir, 'tools/bootstrap.mjs'), 'start'], {
    cwd: rootDir,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(shop, 'exit');
  const said: string[] = [];
  shop.stderr.on('data', (text: Buffer) => said.push(text.toString('utf8')));
  let ready: number | undefined;
  for await (const line of createInterface({ input: shop.stdout })) {
    said.push(`${line}\n`);
    if (!line.includes('Ready after')) continue;
    ready = (performance.now() - began) / 1_000;
    shop.kill('SIGINT');
  }
  await ended;
  if (ready === undefined) throw new Error(`the shop was not ready: ${said.join('')}`);
  say(`ready after ${ready.toFixed(1)} s`);
  return ready;
};

/** How long a shop takes to be there that was there before. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { times } = numbersOf('start', args, options);
  await startOnce();
  const found: number[] = [];
  while (found.length < times) found.push(await startOnce());
  const figure = { what: '`npm start`, warm', unit: 's', value: intervalOf(found), target: { atMost: 30 } };
  publish({ bench: 'start', method, blocks: times, comparisons: [], figures: [figure] });
};
