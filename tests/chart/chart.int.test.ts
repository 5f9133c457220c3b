import { describe, expect, it } from 'vitest';
import { runCommand } from '../../tools/shared/command.ts';
import { getTool } from '../../tools/toolbox/index.ts';
import { conform } from './conform.ts';
import { chart, helm, renderText, scenarios, valuesOf, withFile } from './render.ts';

const kinds = [[], ...scenarios.map((scenario) => ['-f', valuesOf(scenario)])];
describe.each(kinds)('the chart with %s %s', (...flags) => {
  const given = flags.filter((flag) => flag !== undefined);

  it('has nothing that helm lint minds', async () => {
    const { code, stdout } = await helm('lint', '--strict', chart, ...given);
    expect(code, stdout).toBe(0);
  });

  it('makes only what Kubernetes, Dapr and the operators know, field by field', async () => {
    const { code, stdout } = await conform(await renderText(...given));
    expect(code, stdout).toBe(0);
  });

  it('has nothing that kube-score calls critical', async () => {
    const { path } = await getTool('kube-score');
    const score = async (file: string) =>
      runCommand(path, [
        'score',
        '--kubernetes-version=v1.36',
        '--output-format=ci',
        // Images are named by digest in production: pulling them again would give the same.
        '--ignore-test=container-image-pull-policy',
        file,
      ]);
    const { code, stdout } = await withFile(await renderText(...given), score);
    expect(stdout.split('\n').filter((line) => line.startsWith('[CRITICAL]'))).toEqual([]);
    expect(code).toBe(0);
  });
});

describe('the checks bite', () => {
  it.each([
    ['a field that Resiliency does not have', 'maxInterval:', 'maxIntervall:'],
    ['a misspelt probe', 'readinessProbe:', 'readinesProbe:'],
    ['a port that is no number', 'targetPort: http', 'targetPort: [http]'],
  ])('kubeconform: %s', async (_, right, wrong) => {
    const text = await renderText();
    expect(text).toContain(right);
    expect((await conform(text.replace(right, wrong))).code).toBe(1);
  });

  it('kube-score: a container without a limit', async () => {
    const { path } = await getTool('kube-score');
    const text = (await renderText()).replaceAll(/^ +limits:\n( +\S+: \S+\n)+/gm, '');
    const { stdout } = await withFile(text, (file) => runCommand(path, ['score', '--output-format=ci', file]));
    expect(stdout).toContain('[CRITICAL]');
  });
});
