import { ruleFile, type Rule } from './rule-file.ts';
import { fastestBurn, type Slo } from './slo-file.ts';

/** Multi-window, multi-burn-rate alerts as in the SRE Workbook, chapter 5: the short window ends the alert soon after its cause. */
export const burnRates = [
  { long: '1h', short: '5m', factor: fastestBurn, severity: 'page' },
  { long: '6h', short: '30m', factor: 6, severity: 'page' },
  { long: '1d', short: '2h', factor: 3, severity: 'ticket' },
  { long: '3d', short: '6h', factor: 1, severity: 'ticket' },
] as const;

const windows = ['30m', '1h', '2h', '6h', '1d', '3d', '30d'] as const;

/** `read-latency` → `ReadLatencyBudgetBurn` */
export const alertName = ({ name }: Slo): string =>
  `${name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}BudgetBurn`;

/** 0.1 per cent as 0.001, and not as 0.00099999999999998. */
export const budgetOf = ({ objective }: Slo): number => Number(((100 - objective) / 100).toPrecision(6));

/** Prometheus 2 keeps `le` as it was written, `1`; Prometheus 3 makes `1.0` of it. */
const bucket = (seconds: number): string => (Number.isInteger(seconds) ? `le=~"${seconds}([.]0)?"` : `le="${seconds}"`);

const events = (slo: Slo): string => `sum(rate(${slo.metric}${'seconds' in slo ? '_count' : ''}{${slo.where}}[5m]))`;

// Whatever has not happened yet has no series; that nothing bad happened is 0 all the same.
const badEvents = (slo: Slo): string =>
  'seconds' in slo
    ? `${events(slo)} - sum(rate(${slo.metric}_bucket{${slo.where},${bucket(slo.seconds)}}[5m]))`
    : `sum(rate(${slo.metric}{${slo.where},${slo.bad}}[5m])) or vector(0)`;

/** Over sums, not over averages of ratios: an hour with ten requests weighs as much as its ten requests. */
const ratioOver = (window: string, selector: string): string =>
  `sum_over_time(slo:bad_events:rate5m${selector}[${window}]) / sum_over_time(slo:events:rate5m${selector}[${window}])`;

const records = (slo: Slo): Rule[] => {
  const labels = { slo: slo.name };
  const selector = `{slo="${slo.name}"}`;
  const budget = budgetOf(slo);
  const record = (name: string, expr: string): Rule => ({ record: name, expr, labels });
  return [
    record('slo:events:rate5m', events(slo)),
    record('slo:bad_events:rate5m', badEvents(slo)),
    record('slo:sli_error:ratio_rate5m', `slo:bad_events:rate5m${selector} / slo:events:rate5m${selector}`),
    ...windows.map((window) => record(`slo:sli_error:ratio_rate${window}`, ratioOver(window, selector))),
    record('slo:objective:ratio', `vector(${Number((1 - budget).toPrecision(6))})`),
    record('slo:current_burn_rate:ratio', `slo:sli_error:ratio_rate1h${selector} / ${budget}`),
    record('slo:period_error_budget_remaining:ratio', `1 - slo:sli_error:ratio_rate30d${selector} / ${budget}`),
  ];
};

const alerts = (slo: Slo): Rule[] =>
  burnRates.map(({ long, short, factor, severity }) => {
    const above = (window: string): string =>
      `slo:sli_error:ratio_rate${window}{slo="${slo.name}"} > ${factor} * ${budgetOf(slo)}`;
    return {
      alert: alertName(slo),
      expr: `${above(long)} and ${above(short)}`,
      labels: { severity, window: long },
      annotations: {
        summary: `${slo.title}: the error budget of 30 days burns ${factor} times too fast`,
        description: `{{ $value | humanizePercentage }} of the last ${long} were bad; ${slo.objective} % must be good.`,
        runbook_url: `docs/runbooks/${alertName(slo)}.md`,
      },
    };
  });

export const sloRules = (slos: readonly Slo[]): string =>
  ruleFile(slos.map((slo) => ({ name: `slo-${slo.name}`, rules: [...records(slo), ...alerts(slo)] })));
