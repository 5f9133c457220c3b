import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { rootDir } from '../../tools/shared/paths.ts';
import { alertRules } from './alert-files.ts';
import { readText, readYaml, yamlIn } from './files.ts';

const names = [...new Set(alertRules.map((rule) => rule.alert))].toSorted();
const scripts = Object.keys(
  z.object({ scripts: z.record(z.string(), z.string()) }).parse(readYaml('package.json')).scripts,
);

describe('runbooks', () => {
  test('are there for every alert, and for nothing else', () => {
    expect(names.length).toBeGreaterThan(10);
    expect(readdirSync(join(rootDir, 'docs/runbooks')).toSorted()).toEqual(names.map((name) => `${name}.md`));
    for (const { alert, annotations } of alertRules) expect(annotations.runbook_url).toBe(`docs/runbooks/${alert}.md`);
  });

  test.each(names)('%s says what it means, where to look and what to do, on one page', (name) => {
    const text = readText(`docs/runbooks/${name}.md`);
    expect(text.split('\n').filter((line) => line.startsWith('#'))).toEqual([
      `# ${name}`,
      '## Look here',
      '## Do this',
    ]);
    expect(text.split('\n').length).toBeLessThanOrEqual(41);
    const asked = [...text.matchAll(/npm run (\w+)/g)].map(([, script]) => script);
    expect(asked.filter((script) => script !== undefined && !scripts.includes(script))).toEqual([]);
    const others = [...text.matchAll(/`([A-Z][a-z]+[A-Z]\w+)`/g)].map(([, other]) => other);
    expect(others.filter((other) => other !== undefined && !names.includes(other))).toEqual([]);
  });
});

const unitTests = z.object({
  tests: z.array(
    z.object({
      alert_rule_test: z
        .array(z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()).default([]) }))
        .default([]),
      promql_expr_test: z
        .array(z.object({ exp_samples: z.array(z.object({ labels: z.string() })).default([]) }))
        .default([]),
    }),
  ),
});

test('every alert is raised in a test of promtool', () => {
  const raised = yamlIn('telemetry/tests').flatMap((path) =>
    unitTests
      .parse(readYaml(path))
      .tests.flatMap((one) => [
        ...one.alert_rule_test.filter((each) => each.exp_alerts.length > 0).map((each) => each.alertname),
        ...one.promql_expr_test
          .flatMap((each) => each.exp_samples)
          .flatMap(({ labels }) => /alertname="(\w+)"/.exec(labels)?.[1] ?? []),
      ]),
  );
  expect([...new Set(raised)].toSorted()).toEqual(names);
});
