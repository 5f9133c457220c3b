import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rootDir } from '../shared/paths.ts';
import { estimate, total } from './estimate.ts';
import { costTable, production, savingsTable, staging } from './page.ts';

const monthly = (usage = production): number => total(estimate(usage));
const read = (path: string): string => readFileSync(join(rootDir, path), 'utf8');

describe('a month', () => {
  it('costs what the page says', () => {
    const page = read('docs/eks.md');
    expect(page).toContain(costTable(production));
    expect(page).toContain(savingsTable());
    expect(page).toContain(`about ${Math.round(monthly(staging) / 10) * 10} USD`);
  });

  it('lies within the budgets that Terraform watches', () => {
    const budget = (file: string, fallback: number) =>
      Number(/monthly_budget_usd\s*=\s*(\d+)/.exec(read(file))?.[1] ?? fallback);
    const fallback = Number(/"monthly_budget_usd"[^}]*default\s*=\s*(\d+)/.exec(read('infra/variables.tf'))?.[1]);
    expect(monthly(production)).toBeLessThan(budget('infra/environments/production.tfvars', fallback));
    expect(monthly(staging)).toBeLessThan(budget('infra/environments/staging.tfvars', fallback));
  });

  it('is about the nodes and zones that Terraform makes', () => {
    const nodes = (file: string) => Number(/base_nodes\s*=\s*(\d+)/.exec(read(file))?.[1]);
    expect(nodes('infra/environments/production.tfvars')).toBe(production.baseNodes);
    expect(nodes('infra/environments/staging.tfvars')).toBe(staging.baseNodes);
    expect(read('infra/environments/staging.tfvars')).toMatch(/single_nat\s*=\s*true/);
  });

  it('is fixed but for a tenth at the usual load, and at fifty times the orders the orders are most of it', () => {
    const idle = monthly({ ...production, ordersPerDay: 0 });
    expect(idle / monthly()).toBeGreaterThan(0.9);
    const busy = monthly({ ...production, ordersPerDay: 250_000, baseNodes: 8, spotNodes: 10 });
    expect((busy - idle) / busy).toBeGreaterThan(0.5);
  });
});

// The older documents' tables, from their own unit prices: their rows are right, three of their sums are not.
describe('what the documents add up', () => {
  const fargate = { low: 58 + 29, high: 292 + 146 };
  const rest = [24, 85, 6, 8, 3, 8, 1, 1].reduce((a, b) => a + b);

  it('is 223 to 574 for Fargate', () => {
    expect([fargate.low + rest, fargate.high + rest]).toEqual([223, 574]);
  });

  it('is 162 and not 90 after 70 % off Fargate, and 79 and not 120 to 150 after all four steps', () => {
    const spot = 223 - fargate.low * 0.7;
    expect(Math.round(spot)).toBe(162);
    expect(Math.round(spot - (85 - 8.5) - (8 - 3) - (3 - 1.5))).toBe(79);
  });

  it('is 478 and not 50 to 100 with MSK, and 228 with SQS in its place', () => {
    const sum = 73 + 60 + 15 + 300 + 10 + 20;
    expect(sum).toBe(478);
    expect(sum - 300 + 50).toBe(228);
  });

  it('is by task and hour what the rows say', () => {
    const month = (tasks: number, hour: number): number => Math.round(tasks * hour * 730);
    expect([month(2, 0.04), month(10, 0.04), month(2, 0.02), month(10, 0.02)]).toEqual([58, 292, 29, 146]);
  });
});
