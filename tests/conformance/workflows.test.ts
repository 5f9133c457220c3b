import { globSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rootDir } from '../../tools/shared/paths.ts';
import { readText, readYaml } from './files.ts';

const permissions = z.record(z.string(), z.enum(['read', 'write', 'none']));
const step = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.looseObject({}).optional(),
});
const workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions,
  jobs: z.record(
    z.string(),
    z.looseObject({
      permissions: permissions.optional(),
      environment: z.string().optional(),
      needs: z.union([z.string(), z.array(z.string())]).optional(),
      uses: z.string().optional(),
      steps: z.array(step).default([]),
      'timeout-minutes': z.number().optional(),
    }),
  ),
});

const paths = globSync('.github/workflows/*.yml', { cwd: rootDir }).toSorted();
const read = (path: string) => workflow.parse(readYaml(path));
const jobsOf = (path: string) => Object.entries(read(path).jobs);

describe.each(paths)('%s', (path) => {
  it('runs other people’s code by its commit, and names the release beside it', () => {
    const uses = [...readText(path).matchAll(/\buses: (\S+)(.*)$/gm)].filter(([, what = '']) => !what.startsWith('./'));
    for (const [line, what, rest] of uses) {
      expect(what, line).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/);
      expect(rest, line).toMatch(/^ # v\d+\.\d+\.\d+$/);
    }
  });

  it('may read by itself, and a job says what else it may', () => {
    expect(Object.values(read(path).permissions).filter((may) => may !== 'read')).toEqual([]);
    expect(Object.keys(read(path).on)).not.toContain('pull_request_target');
  });

  it('ends by itself', () => {
    const own = jobsOf(path).filter(([, job]) => job.uses === undefined);
    for (const [name, job] of own) expect(job['timeout-minutes'], name).toBeLessThanOrEqual(90);
  });

  it('puts nothing from outside into a shell but by the environment', () => {
    const runs = jobsOf(path).flatMap(([, job]) => job.steps.map(({ run = '' }) => run));
    expect(runs.filter((run) => run.includes('${{'))).toEqual([]);
  });

  it('calls what is there', () => {
    const called = [...readText(path).matchAll(/(?:node |^ +|\n)(tools\/[\w/-]+\.(?:ts|sh))/g)].map(
      ([, file = '']) => file,
    );
    expect(called.filter((file) => !existsSync(join(rootDir, file)))).toEqual([]);
  });
});

describe('a release', () => {
  const { jobs } = read('.github/workflows/release.yml');
  const scripts = (jobs['images']?.steps ?? []).map(({ run = '' }) => run);
  const first = (pattern: RegExp): number => scripts.findIndex((run) => pattern.test(run));

  it('is tested, built, scanned, signed, and only then proposed: staging before production', () => {
    expect([jobs['images']?.needs, jobs['staging']?.needs, jobs['production']?.needs]).toEqual([
      'check',
      'images',
      ['images', 'staging'],
    ]);
    expect(first(/bake --push/)).toBeGreaterThan(-1);
    expect(first(/trivy image .*--exit-code 1/)).toBeGreaterThan(first(/bake --push/));
    expect(first(/cosign sign/)).toBeGreaterThan(first(/trivy image .*--exit-code 1/));
  });

  it('tells the build what the build asks for', () => {
    const asked = [...readText('docker-bake.hcl').matchAll(/^variable "(\w+)"/gm)].map(([, name]) => name);
    expect(Object.keys(z.record(z.string(), z.string()).parse(jobs['images']?.['env']))).toEqual(asked);
  });

  it('gets rights in the account in one job, and rights to write in those that propose', () => {
    const holders = (right: string) =>
      Object.entries(jobs).flatMap(([name, job]) => (job.permissions?.[right] === 'write' ? [name] : []));
    expect(holders('id-token')).toEqual(['images']);
    expect(holders('contents')).toEqual(['staging', 'production']);
    expect(jobs['images']?.environment).toBe('images');
    expect(readText('infra/modules/iam/delivery.tf')).toContain(':environment:images"');
  });

  it('fails on what is CRITICAL or HIGH, in the report too', () => {
    const scans = paths
      .flatMap((path) => jobsOf(path).flatMap(([, job]) => job.steps))
      .filter(({ uses }) => uses?.includes('trivy'));
    expect(scans.length).toBeGreaterThan(1);
    for (const scan of scans)
      expect(scan.with).toMatchObject({
        severity: 'CRITICAL,HIGH',
        'exit-code': '1',
        'limit-severities-for-sarif': true,
      });
  });

  it('goes to an environment that may ask a person, and has no key of a cluster', () => {
    const deploy = read('.github/workflows/deploy.yml').jobs['deploy'];
    expect(deploy?.environment).toBe('${{ inputs.environment }}');
    expect(readText('.github/workflows/deploy.yml')).not.toMatch(/kubectl|aws-actions|secrets\./);
  });
});
