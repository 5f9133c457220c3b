import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workFolder } from '@mercato/testkit/process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../tools/shared/command.ts';
import { rootDir } from '../../tools/shared/paths.ts';
import { getTools } from '../../tools/toolbox/index.ts';
import { dashboardFiles, expressionsOf } from './dashboard-files.ts';
import { yamlIn } from './files.ts';

const minutes = 60_000;
const tests = yamlIn('telemetry/tests');
const folder = workFolder('telemetry');
let tools: Awaited<ReturnType<typeof getTools<'promtool' | 'amtool'>>>;

beforeAll(async () => {
  tools = await getTools(['promtool', 'amtool']);
}, 10 * minutes);
afterAll(() => folder.remove());

/** What a tool said, with how it ended first. */
const run = async (name: 'promtool' | 'amtool', args: string[], cwd = rootDir): Promise<string> => {
  const { code, stdout, stderr } = await runCommand(tools[name].path, args, { cwd, timeoutMs: 5 * minutes });
  return `${code}\n${stdout}${stderr}`;
};
const success = /^0\n/;

describe('promtool', () => {
  it('finds nothing wrong with the rules and with the configuration', async () => {
    const rules = [...yamlIn('telemetry/rules'), ...yamlIn('telemetry/generated/rules')];
    expect(await run('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', ...rules])).toMatch(success);
    expect(await run('promtool', ['check', 'config', 'telemetry/prometheus.yaml'])).toMatch(success);
  });

  it('can read every expression of every dashboard', async () => {
    const expressions = [...dashboardFiles.values()].flatMap((file) => expressionsOf(file).map(({ expr }) => expr));
    const rules = expressions.map((expr, i) => ({
      record: `panel:${i}`,
      expr: expr.replaceAll('$__rate_interval', '1m'),
    }));
    const file = join(folder.path, 'panels.json');
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'panels', rules }] }));
    expect(await run('promtool', ['check', 'rules', file])).toMatch(success);
    writeFileSync(
      file,
      JSON.stringify({ groups: [{ name: 'panels', rules: [...rules, { record: 'x', expr: 'sum by(' }] }] }),
    );
    expect(await run('promtool', ['check', 'rules', file])).toMatch(/^1\n/);
  });

  it.each(tests)(
    'sees that %s comes true',
    async (path) => {
      expect(await run('promtool', ['test', 'rules', path])).toMatch(success);
    },
    5 * minutes,
  );

  it.each([
    ['rules/alerts.yaml', 'offset 7d', 'offset 1d', 'order-rate.test.yaml'],
    ['rules/alerts.yaml', '[2m])) == 1', '[15s])) == 1', 'alerts.test.yaml'],
    ['rules/alerts.yaml', '.+-commands-dlq', '.+-dlq', 'alerts.test.yaml'],
    ['generated/rules/services.yaml', 'absent(', '0 * count(', 'alerts.test.yaml'],
  ])(
    'would see %s with %s become %s',
    async (rules, right, wrong, test) => {
      const copy = join(folder.path, 'telemetry');
      cpSync(join(rootDir, 'telemetry'), copy, { recursive: true });
      const text = readFileSync(join(copy, rules), 'utf8');
      expect(text).toContain(right);
      writeFileSync(join(copy, rules), text.replaceAll(right, wrong));
      expect(await run('promtool', ['test', 'rules', `tests/${test}`], copy)).toMatch(/^1\n[^]*FAILED/);
      rmSync(copy, { recursive: true });
    },
    5 * minutes,
  );
});

describe('amtool', () => {
  const file = 'telemetry/alertmanager.yaml';

  it('finds nothing wrong with the routes', async () => {
    expect(await run('amtool', ['check-config', file])).toMatch(success);
  });

  it.each([
    [['severity=page', 'alertname=AvailabilityBudgetBurn', 'slo=availability'], 'pager'],
    [['severity=ticket', 'alertname=PoisonMessages'], 'chat'],
    [['severity=none', 'alertname=Watchdog'], 'heartbeat'],
    [['alertname=Unheard', 'severity=of'], 'chat'],
  ])('sends %s to %s', async (labels, receiver) => {
    const args = ['config', 'routes', 'test', `--config.file=${file}`, `--verify.receivers=${receiver}`, ...labels];
    expect(await run('amtool', args)).toMatch(success);
  });
});
