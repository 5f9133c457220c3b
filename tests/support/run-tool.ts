import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { rootDir } from '../../tools/shared/paths.ts';
import type { World } from './world.ts';

const longestMs = 540_000;

/** A tool for operators (`npm run <name>`) against this shop: its exit code and what it said. */
export const runTool = async ({ shop }: World, name: string, ...args: string[]): Promise<[number, string]> => {
  const child = spawn(process.execPath, [join(rootDir, `tools/${name}.ts`), '--url', shop.url, ...args], {
    env: {
      ...process.env,
      MERCATO_ADMIN_EMAIL: shop.secrets['first-admin-email'],
      MERCATO_ADMIN_PASSWORD: shop.secrets['first-admin-password'],
      LOCAL_AWS: shop.localAws.endpoints.snssqs,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
    // One that outlived its test would go on asking the shop that the next tests look at.
    timeout: longestMs,
  });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return [child.exitCode ?? -1, said];
};
