import { workFolder } from '@mercato/testkit/process';
import { afterAll, beforeAll } from 'vitest';
import { writeNameResolution } from '../../tools/start/environment.ts';
import { type DaprWorld, startDaprWorld } from './dapr-world.ts';

export type Edit = (path: string, text: string) => string;

/** The policies as they are, but with every duration as many times as long. */
export const scaled =
  (factor: number): Edit =>
  (_, text) =>
    text.replace(/(?<=: )(\d+)s\b/g, (_match, seconds: string) => `${Number(seconds) * 1_000 * factor}ms`);

/** Replaces a piece of the policies; fails where it is not there any more. */
export const replaced =
  (piece: string | RegExp, by: string): Edit =>
  (path, text) => {
    const next = text.replace(piece, by);
    if (next === text) throw new Error(`${path} has no ${String(piece)}`);
    return next;
  };

/** One world for all tests of a file, and the configuration by which its sidecars find each other. */
export const sharedWorld = (): { readonly config: string; readonly world: () => DaprWorld } => {
  const folder = workFolder('names');
  const config = `${folder.path}/names.yaml`;
  let world: DaprWorld | undefined;
  beforeAll(async () => {
    writeNameResolution(config, `${folder.path}/names.db`);
    world = await startDaprWorld();
  });
  afterAll(async () => {
    await world?.stop();
    folder.remove();
  });
  const started = (): DaprWorld => {
    if (!world) throw new Error('The world is not there yet');
    return world;
  };
  return { config, world: started };
};
