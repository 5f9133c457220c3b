import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rootDir } from '../../tools/shared/paths.ts';
import { wallAgainst } from '../../tools/lint/walls.ts';

interface Finding {
  readonly code: string;
  readonly message: string;
  readonly filename: string;
}

// [file, its text, the rule that must bite, what the message must tell]
const bad: readonly (readonly [string, string, string, string])[] = [
  ['packages/contracts/src/a/x.ts', `import 'node:fs';`, 'import-walls', 'must use zod alone'],
  ['packages/kit/src/b/x.ts', `import '@mercato/testkit';`, 'import-walls', 'must use a port'],
  [
    'packages/kit/src/b/y.ts',
    `import '../../../../services/order/src/app.ts';`,
    'import-walls',
    'must use the contract',
  ],
  ['packages/testkit/src/x.ts', `import '@dapr/dapr';`, 'import-walls', 'must use @mercato/kit'],
  ['loadtests/x.ts', `export { fastify } from 'fastify';`, 'import-walls', 'must use @mercato/kit'],
  ['services/order/src/a.ts', `import fastify from 'fastify'; fastify();`, 'import-walls', 'must use @mercato/kit'],
  ['services/order/src/b.ts', `export * from 'prom-client';`, 'import-walls', 'must use @mercato/kit'],
  ['services/order/src/c.ts', `await import('@opentelemetry/api');`, 'import-walls', 'must use @mercato/kit'],
  ['services/order/src/d.ts', `import '../../product/src/app.ts';`, 'import-walls', 'must use the contract'],
  ['services/order/src/e.ts', `import '@mercato/kit/src/errors/common.ts';`, 'import-walls', 'its src is private'],
  ['services/order/src/f.ts', `import '@mercato/testkit';`, 'import-walls', 'must use a port'],
  ['services/order/src/app.ts', `import './adapters/x.ts';`, 'import-walls', 'main.ts, which alone sees adapters'],
  ['services/order/src/routes/x.ts', `import '../adapters/x.ts';`, 'import-walls', 'alone sees adapters'],
  [
    'services/order/src/domain/x.ts',
    `import type { X } from '../ports/x.ts'; export type Y = X;`,
    'import-walls',
    'must use plain values',
  ],
  ['services/order/src/domain/y.ts', `import '@mercato/kit/state';`, 'import-walls', 'does no I/O'],
  ['services/order/src/domain/z.ts', `import '../routes/orders.ts';`, 'import-walls', 'above this layer'],
  ['services/order/src/routes/y.ts', `import '../compose.ts';`, 'import-walls', 'alone puts a service together'],
  ['web/src/x.ts', `import '@mercato/contracts/order';`, 'import-walls', 'must use the client'],
  ['services/order/src/r.ts', `import '@mercato/queues';`, 'import-walls', 'operations alone looks into queues'],
  ['packages/catalogue-file/src/x.ts', `import 'node:fs';`, 'import-walls', 'runs in a browser too'],
  ['tests/e2e/x.ts', `import '../../services/order/src/app.ts';`, 'import-walls', 'must use the contract'],
  ['services/order/src/g.ts', `export const at = new Date();`, 'no-wall-clock', 'must use a Clock'],
  ['services/order/src/h.ts', `export const at = Date.now();`, 'no-restricted-properties', 'must use a Clock'],
  ['services/order/src/i.ts', `export const n = Math.random();`, 'no-restricted-properties', 'must use Ids'],
  ['services/order/src/j.ts', `export const e = process.env['X'];`, 'no-process-env', ''],
  ['services/order/src/k.ts', `console.log(1);`, 'no-console', ''],
  ['services/order/src/l.ts', `export const x = (y: any): unknown => y;`, 'no-explicit-any', ''],
  ['services/order/src/m.ts', `const f = async () => 1;\nf();`, 'no-floating-promises', ''],
  ['services/order/src/n.ts', `import { X } from './o.ts';\nexport type Y = X;`, 'consistent-type-imports', ''],
  ['services/order/src/p.ts', 'export {};\n'.repeat(251), 'max-lines', ''],
  ['services/order/src/q.ts', `export function f() {${'\n  //'.repeat(41)}\n}`, 'max-lines-per-function', ''],
];

const good: readonly (readonly [string, string])[] = [
  ['packages/contracts/src/a/good.ts', `import { z } from 'zod';\nimport './x.ts';\nexport const s = z.string();`],
  ['packages/kit/src/b/good.ts', `export const now = () => Date.now() + new Date().getTime();`],
  ['loadtests/baselines/x.ts', `export { fastify } from 'fastify';`],
  ['web/src/y.ts', `import '@mercato/catalogue-file';`],
  ['services/operations/src/q.ts', `import '@mercato/queues';`],
  ['services/order/src/main.ts', `import './adapters/x.ts';\nimport '@mercato/kit/dapr';`],
  ['services/order/src/compose.ts', `import './adapters/x.ts';\nimport '@mercato/kit/dapr';`],
  ['tests/support/memory-shop/good.ts', `import '../../../services/order/src/compose.ts';`],
  ['services/order/src/good.ts', `export const at = new Date('2026-01-01').getTime();`],
  ['services/order/src/domain/good.test.ts', `import '@mercato/testkit';\nimport '../adapters/x.ts';`],
];

const twin = join(rootDir, '.mercato', `lint-walls-${process.pid}`);

const writeTwin = (): void => {
  const config = readFileSync(join(rootDir, '.oxlintrc.json'), 'utf8')
    .replaceAll(/^\s*\/\/.*$/gm, '')
    .replace('"./tools/lint/plugin.ts"', JSON.stringify(join(rootDir, 'tools/lint/plugin.ts')))
    .replace('".mercato",', '');
  const files = [...bad.map(([file, text]) => [file, text] as const), ...good];
  files.push(
    ['.oxlintrc.json', config],
    ['tsconfig.json', '{ "extends": "../../tsconfig.json", "include": ["**/*.ts"] }'],
  );
  for (const [file, text] of files) {
    mkdirSync(dirname(join(twin, file)), { recursive: true });
    writeFileSync(join(twin, file), text);
  }
};

const runLint = (files: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    const command = join(rootDir, 'node_modules/.bin/oxlint');
    execFile(command, ['--no-ignore', '-f', 'json', ...files], { cwd: twin, maxBuffer: 2 ** 24 }, (_, out) =>
      resolve(out),
    );
  });

describe('lint', () => {
  let findings: readonly Finding[] = [];

  beforeAll(async () => {
    writeTwin();
    findings = (JSON.parse(await runLint([...bad, ...good].map(([file]) => file))) as { diagnostics: Finding[] })
      .diagnostics;
  }, 60_000);
  afterAll(() => rmSync(twin, { recursive: true, force: true }));

  const of = (file: string): readonly Finding[] =>
    findings.filter((f) => relative(twin, join(twin, f.filename)) === file);

  test.each(bad)('%s', (file, _, rule, told) => {
    const found = of(file).filter((f) => f.code.includes(`(${rule})`));
    expect(found).not.toHaveLength(0);
    expect(JSON.stringify(found)).toContain(told);
  });

  test.each(good)('lets %s pass', (file) => {
    expect(of(file).filter((f) => /mercato|restricted|process-env/.test(f.code))).toEqual([]);
  });
});

test('a wall names what to use instead', () => {
  expect(wallAgainst('services/cart/src/domain/cart.ts', 'undici')).toMatch(/^must use /);
  expect(wallAgainst('services/cart/src/domain/cart.ts', './totals.ts')).toBeUndefined();
});
