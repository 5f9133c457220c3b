import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultyLine } from '@mercato/testkit/process';
import type { World } from '../../support/world.ts';
import type { Attempt } from './attempt.ts';
import { times } from './times.ts';

const lookMs = 100;

/** Until every order is held, or the first one has been for as long as it may. */
const untilHeld = async (attempts: readonly Attempt[]): Promise<void> => {
  for (const end = Date.now() + times.patienceMs; Date.now() < end; await sleep(lookMs)) {
    const since = attempts.flatMap(({ heldSince }) => heldSince ?? []);
    if (since.length === attempts.length || Date.now() - Math.min(...since) > times.aimMs) return;
  }
};

const strike = (attempts: readonly Attempt[]) => Promise.all(attempts.map((attempt) => attempt.strike()));

/** Lets all orders go on together. */
export const openGate = async (attempts: readonly Attempt[]): Promise<void> => {
  await untilHeld(attempts);
  await strike(attempts);
};

/** Kills the sidecars of the order service, while every order is held at another step. */
export const killSidecars = async ({ shop }: World, attempts: readonly Attempt[]): Promise<void> => {
  await untilHeld(attempts);
  const victims = shop.apps.filter(({ name }) => name === 'order').map(({ sidecar }) => sidecar);
  await Promise.all(victims.map((sidecar) => sidecar.kill('SIGKILL')));
  await strike(attempts);
};

/** Cuts a line for some time, while every order is held at another step. */
export const cutLine = async (line: FaultyLine, attempts: readonly Attempt[]): Promise<void> => {
  await untilHeld(attempts);
  await line.cut();
  await strike(attempts);
  await sleep(times.outageMs);
  await line.restore();
};
