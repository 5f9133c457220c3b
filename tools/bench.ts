/** Measurements take minutes and mean little on a busy machine, so no test runs them. */
const benches: Readonly<Record<string, () => Promise<{ run(args: readonly string[]): Promise<void> }>>> = {
  anomalies: () => import('../loadtests/anomalies.ts'),
  burst: () => import('../loadtests/burst.ts'),
  checkout: () => import('../loadtests/checkout-cost.ts'),
  contention: () => import('../loadtests/contention-cost.ts'),
  latency: () => import('../loadtests/latency-cost.ts'),
  outbox: () => import('../loadtests/outbox-cost.ts'),
  overload: () => import('../loadtests/overload.ts'),
  poison: () => import('../loadtests/poison-cost.ts'),
  profile: () => import('../loadtests/profile-cost.ts'),
  replicas: () => import('../loadtests/replicas.ts'),
  requests: () => import('../loadtests/requests-cost.ts'),
  saga: () => import('../loadtests/saga-cost.ts'),
  sidecar: () => import('../loadtests/sidecar-cost.ts'),
  soak: () => import('../loadtests/soak.ts'),
  start: () => import('../loadtests/start-time.ts'),
  tracing: () => import('../loadtests/tracing-cost.ts'),
  writes: () => import('../loadtests/writes-cost.ts'),
};

try {
  const [name = '', ...args] = process.argv.slice(2);
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (!bench) throw new Error(`Usage: npm run bench -- ${Object.keys(benches).join(' | ')}`);
  await (await bench()).run(args);
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
