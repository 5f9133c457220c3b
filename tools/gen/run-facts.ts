import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { rootDir } from '../shared/paths.ts';

const runFile = z.object({
  apps: z.array(z.object({ appID: z.string(), appPort: z.int(), daprHTTPPort: z.int() })),
});
const scoped = z.object({ scopes: z.array(z.string()) });

const read = (path: string): unknown => parse(readFileSync(join(rootDir, path), 'utf8'));

/** Where a service and its sidecar listen when the whole shop runs on one machine. */
export const portsOf = (name: string): { readonly app: number; readonly daprHttp: number } => {
  const app = runFile.parse(read('dapr/dapr.yaml')).apps.find((a) => a.appID === name);
  if (!app) throw new Error(`dapr/dapr.yaml does not run ${name}`);
  return { app: app.appPort, daprHttp: app.daprHTTPPort };
};

/** The apps that see a component. */
export const scopesOf = (component: string): readonly string[] =>
  scoped.parse(read(`dapr/components/local/${component}.yaml`)).scopes;
