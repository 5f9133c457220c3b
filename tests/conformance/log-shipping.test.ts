import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readText, readYaml } from './files.ts';

const plugin = z.looseObject({ name: z.string(), match: z.string().optional() });
const file = z.strictObject({
  includes: z.array(z.string()).default([]),
  service: z.looseObject({}).optional(),
  pipeline: z.strictObject({
    inputs: z.array(plugin.extend({ tag: z.string(), path: z.string() })).default([]),
    filters: z.array(plugin).default([]),
    outputs: z.array(plugin).default([]),
  }),
});

const read = (name: string) => file.parse(readYaml(`telemetry/logs/${name}.yaml`));
const input = read('fluent-bit-input');

describe.each(['fluent-bit', 'fluent-bit-opensearch'])('%s.yaml', (name) => {
  it('ships all that is read, to one place, by the credentials of its role', () => {
    const { includes, pipeline } = read(name);
    expect(includes).toEqual(['fluent-bit-input.yaml']);
    expect(pipeline.outputs).toHaveLength(1);
    expect(pipeline.outputs[0]?.match).toBe(input.pipeline.inputs[0]?.tag);
    expect(JSON.stringify(pipeline)).not.toMatch(/key|password|secret/i);
  });
});

describe('what is shipped', () => {
  it('is every container of the shop, with its fields apart, and survives a restart of the agent', () => {
    const [tail] = input.pipeline.inputs;
    expect(tail).toMatchObject({ name: 'tail', 'storage.type': 'filesystem' });
    expect(tail?.path).toContain('_ecommerce_');
    expect(input.pipeline.filters).toMatchObject([{ name: 'kubernetes', merge_log: 'on', keep_log: 'off' }]);
  });

  it('goes to the group that Terraform makes, and keeps for 30 days', () => {
    const [output] = read('fluent-bit').pipeline.outputs;
    expect(output).toMatchObject({ name: 'cloudwatch_logs', auto_create_group: 'off' });
    expect(readText('infra/modules/observability/main.tf')).toContain(
      `name              = "${String(output?.['log_group_name'])}"`,
    );
  });
});
