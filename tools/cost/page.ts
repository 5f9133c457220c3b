import { serviceNames } from '@mercato/contracts/shared';
import { readResources } from '../local-aws/resources.ts';
import { estimate, type Row, total, type Usage } from './estimate.ts';
import { prices as p } from './prices.ts';

const { queues, topics } = readResources();
const common = { requestsPerOrder: 100, services: serviceNames.length, queues: queues.length, topics: topics.length };

export const production: Usage = { ...common, ordersPerDay: 5_000, baseNodes: 4, spotNodes: 3, natGateways: 2 };
export const staging: Usage = { ...common, ordersPerDay: 100, baseNodes: 2, spotNodes: 2, natGateways: 1 };

const usd = (amount: number): string => amount.toFixed(2);
const line = ({ what, how, monthly }: Row): string => `| ${what} | ${how} | ${usd(monthly)} |`;

/** The table of a month, as docs/eks.md shows it. */
export const costTable = (usage: Usage): string => {
  const rows = estimate(usage);
  return [
    '| what | how much | USD a month |',
    '| --- | --- | ---: |',
    ...rows.map(line),
    `| **together** | ${usage.ordersPerDay} orders a day | **${usd(total(rows))}** |`,
  ].join('\n');
};

/** What would be saved, each by itself. */
export const savingsTable = (): string => {
  const nodes = production.baseNodes * p.t3LargeHour * p.hoursAMonth;
  const now = total(estimate(production));
  const steps: readonly (readonly [string, number])[] = [
    ['Reserve the four nodes for a year (35 % off)', nodes * 0.35],
    [
      'One NAT gateway: pods in the other zone have no way out when its zone is lost',
      now - total(estimate({ ...production, natGateways: 1 })),
    ],
    [
      'Two of the four nodes as Spot: fewer are left when Spot is taken back',
      now - total(estimate({ ...production, baseNodes: 2, spotNodes: 5 })),
    ],
    [
      'Staging off at night and at weekends (65 of 168 hours on): its nodes',
      (staging.baseNodes * p.t3LargeHour + staging.spotNodes * p.t3MediumHour * (1 - p.spotDiscount)) *
        p.hoursAMonth *
        (103 / 168),
    ],
  ];
  return [
    '| step | USD a month |',
    '| --- | ---: |',
    ...steps.map(([what, saved]) => `| ${what} | ${usd(saved)} |`),
  ].join('\n');
};
