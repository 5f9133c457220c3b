import { expect, it, onTestFinished } from 'vitest';
import { alertRules } from '../../conformance/alert-files.ts';
import { everythingElseWrong, promisesBroken, usualOrders } from './ailments.ts';
import { type AlertWorld, type AlertWorldOptions, startAlertWorld } from './alert-world.ts';

const start = async (options: AlertWorldOptions): Promise<AlertWorld> => {
  const world = await startAlertWorld(options);
  onTestFinished(() => world.stop());
  return world;
};

/** `pagerduty AvailabilityBudgetBurn 1h`: who heard of which alert, and by which window. */
const heard = ({ notifications }: AlertWorld): ReadonlySet<string> => {
  const told = new Set<string>();
  for (const { receiver, text } of notifications) {
    for (const { alert, labels } of alertRules) {
      const window = labels['window'];
      const tellsOf = text.includes(`docs/runbooks/${alert}.md`) || (receiver === 'heartbeat' && text.includes(alert));
      const tellsWindow = window === undefined || text.includes(`of the last ${window} were bad`);
      const tellsService = labels['service'] === undefined || text.includes(` of ${labels['service']} answers`);
      if (tellsOf && tellsWindow && tellsService) {
        told.add([receiver, alert, window ?? labels['service']].filter((part) => part !== undefined).join(' '));
      }
    }
  }
  return told;
};

const isSlow = ({ labels }: (typeof alertRules)[number]): boolean => labels.severity === 'ticket';

const burns = (slow: boolean) => alertRules.filter((rule) => rule.labels['slo'] !== undefined && isSlow(rule) === slow);

const slowBurns = () => burns(true).map(({ alert, labels }) => `slack ${alert} ${labels['window']}`);

const others = ['BreakerOpen', 'DeadLetters', 'OrdersParked', 'QueueAge', 'ReplicaDown', 'PoisonMessages'];

it('whatever goes wrong, its alert is raised and its notification arrives where it should', async () => {
  const world = await start({
    history: usualOrders(Math.floor(Date.now() / 1_000)),
    targets: (name) => {
      if (name === 'app gateway') return (s) => promisesBroken(1_000)(s) + everythingElseWrong(s);
      if (name === 'app order') return promisesBroken(1_000);
      return name === 'app user' || name === 'daprd cart' ? 'down' : () => '';
    },
  });
  const expected = [
    ...burns(false).flatMap(({ alert, labels }) =>
      ['pagerduty', 'slack'].map((who) => `${who} ${alert} ${labels['window']}`),
    ),
    ...others.map((alert) => `slack ${alert}`),
    ...['BreakerOpen', 'DeadLetters', 'OrdersParked', 'QueueAge'].map((alert) => `pagerduty ${alert}`),
    'slack OrderRateAnomaly',
    'pagerduty ServiceDown user',
    'pagerduty SidecarDown cart',
    'heartbeat Watchdog',
  ];
  await expect
    .poll(() => [...heard(world)].toSorted(), { timeout: 40_000, interval: 500 })
    .toEqual(expect.arrayContaining(expected.toSorted()));
  // A ticket about what has woken somebody already is noise.
  expect(slowBurns().filter((ticket) => heard(world).has(ticket))).toEqual([]);
});

it('a budget that burns slowly is a ticket, and wakes nobody', async () => {
  const world = await start({
    targets: (name) => (name === 'app gateway' || name === 'app order' ? promisesBroken(4) : () => ''),
  });
  await expect
    .poll(() => [...heard(world)].toSorted(), { timeout: 40_000, interval: 500 })
    .toEqual(['heartbeat Watchdog', ...slowBurns()].toSorted());
});

it('of a shop that is well nobody hears anything, but that alerts arrive', async () => {
  const world = await start({
    targets: (name) => (name === 'app gateway' || name === 'app order' ? promisesBroken(0.1) : () => ''),
  });
  await expect.poll(() => [...heard(world)], { timeout: 40_000 }).toEqual(['heartbeat Watchdog']);
  await new Promise((resolve) => setTimeout(resolve, 8_000));
  expect([...heard(world)]).toEqual(['heartbeat Watchdog']);
});
