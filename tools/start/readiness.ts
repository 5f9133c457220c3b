import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines } from '../shared/command.ts';
import { answersOk } from '../shared/http.ts';
import type { ManagedProcess } from '../shared/managed-process.ts';
import { say, seconds } from '../shared/progress.ts';
import { appName, type RunFile } from './run-file.ts';

export const shopUrl = 'http://127.0.0.1:5000';
const timeoutMs = 180_000;

async function notReady(checks: Map<string, string>): Promise<string[]> {
  const ready = await Promise.all([...checks.values()].map(answersOk));
  return [...checks.keys()].filter((_, i) => ready[i] !== true);
}

/** Every service is ready, and a customer's question is answered through the gateway. */
export async function waitForShop(runFile: RunFile, cli: ManagedProcess): Promise<void> {
  const checks = new Map(runFile.apps.map((app) => [appName(app), `http://127.0.0.1:${app.appPort}/readyz`]));
  checks.set('the shop through the gateway', `${shopUrl}/api/products?limit=1`);
  const started = performance.now();
  let spoken = started;
  for (;;) {
    const waiting = await notReady(checks);
    if (waiting.length === 0) return;
    const now = performance.now();
    if (!cli.running) throw new Error(`dapr run ended:\n${lastLines(cli.output(), 10)}`);
    if (now - started > timeoutMs) throw new Error(`Not ready: ${waiting.join(', ')}. See .mercato/logs.`);
    if (now - spoken > 5000) say(`… waiting for ${waiting.join(', ')}: ${seconds(now - started)}`);
    if (now - spoken > 5000) spoken = now;
    await sleep(200);
  }
}
