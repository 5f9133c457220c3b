import { differsLine } from '../replay/summary.ts';
import { seconds } from '../shared/progress.ts';
import type { ChaosReport, Spread } from './report.ts';
import type { Fault } from './schedule.ts';

/** `  12.3 s  pause 4.2 s  order-2.sidecar` */
export const faultLine = ({ at, action, target, ms, delayMs }: Fault): string => {
  const time = `${(at / 1_000).toFixed(1)} s`.padStart(9);
  const by = delayMs === undefined ? '' : ` by ${delayMs} ms`;
  const what = `${action}${by}${ms === 0 ? '' : ` for ${seconds(ms)}`}`;
  return `${time}  ${target.padEnd(22)} ${what}`;
};

const counts = (of: Readonly<Record<string, number>>): string =>
  Object.entries(of)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ') || 'none';

const total = (of: Readonly<Record<string, number>>): number => Object.values(of).reduce((sum, n) => sum + n, 0);

const time = (ms: number | null): string => (ms === null ? '–' : seconds(ms));

const spreadText = ({ count, median, p99, most, over, aimMs }: Spread): string =>
  `${count}: median ${time(median)}, p99 ${time(p99)}, longest ${time(most)}; ${over} over ${seconds(aimMs)}`;

const recoveryLines = ({ recovery }: ChaosReport): readonly string[] =>
  Object.entries(recovery.all).map(([kind, all]) => {
    const alone = recovery.alone[kind];
    const unknown = all.unknown > 0 ? `, ${all.unknown} unknown` : '';
    const apart = alone ? `; with no other fault near ${spreadText(alone)}` : '';
    return `  after ${kind} ${spreadText(all)}${unknown}${apart}`;
  });

/** What happened, to be read by people. */
export const summaryOf = (report: ChaosReport): readonly string[] => {
  const { orders, deliveries, requests, inFlight, indexes } = report;
  return [
    `orders: ${orders.accepted} accepted, ${orders.confirmed} confirmed (${orders.cancelledLater} cancelled later), ${total(orders.refused)} refused, ${orders.parked.length} parked`,
    `  refused: ${counts(orders.refused)}`,
    ...orders.parked.map(({ id, reason }) => `  ! ${id} waits for a person: ${reason}`),
    `indexes: ${indexes.length === 0 ? 'each is what its events say' : `${indexes.length} differ`}`,
    ...indexes.map(differsLine),
    `messages: ${deliveries.messages} handled, ${deliveries.repeated} duplicates absorbed, ${deliveries.retried} deliveries put off`,
    `requests: ${counts(requests.byStatus)}; ${requests.gaveUp} orders given up`,
    `  failed: ${counts(requests.failed)}`,
    ...requests.mistakes.map((mistake) => `  ! 500 ${mistake}`),
    'until new orders were back at 95 %',
    ...recoveryLines(report),
    `orders met by a fault, from acceptance to end, ${spreadText(inFlight.took)}`,
    `  from the end of the fault, ${spreadText(inFlight.afterFault)}`,
  ];
};
