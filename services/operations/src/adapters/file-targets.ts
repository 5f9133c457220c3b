import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Target } from '../domain/target.ts';
import type { Targets } from '../ports/targets.ts';

/** As Prometheus reads targets from files (`file_sd_configs`), so that one file may do for both. */
const groups = z.array(
  z.object({
    targets: z.array(z.string().regex(/^[^:/]+:\d+$/)),
    labels: z.object({ service: z.string(), job: z.enum(['app', 'daprd']) }),
  }),
);

/** All addresses of a name: that of a headless service stands for all its pods. */
const addressesOf = async (target: string): Promise<readonly string[]> => {
  const [host = '', port = ''] = target.split(':');
  const found = await lookup(host, { all: true, family: 4 }).catch(() => []);
  // One that is not found is shown as down, which it is.
  return found.length === 0 ? [target] : found.map(({ address }) => `${address}:${port}`);
};

/** Reads the file anew each time: replicas come and go. */
export const fileTargets = (file: string): Targets => ({
  list: async () => {
    const listed = groups.parse(JSON.parse(await readFile(file, 'utf8')));
    const targets = listed.flatMap(({ targets: names, labels: { service, job } }) =>
      names.map(async (name): Promise<readonly Target[]> => {
        const kind = job === 'app' ? 'app' : 'sidecar';
        return (await addressesOf(name)).map((address) => ({ service, kind, address }));
      }),
    );
    return (await Promise.all(targets)).flat();
  },
});

/** Where nobody says what there is, nothing is looked at. */
export const noTargets: Targets = { list: () => Promise.resolve([]) };
