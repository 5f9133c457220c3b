import type { Labels } from './exposition.ts';

export type Matcher = (labels: Labels) => boolean;

const part = /(\w+)(=~|!~|!=|=)"((?:[^"\\]|\\.)*)"/y;

const matcherOf = (name: string, operator: string, text: string): Matcher => {
  const wanted = text.replaceAll('\\\\', '\\');
  // As in Prometheus, an expression is for the whole value, and a label that is not there is empty.
  const whole = new RegExp(`^(?:${operator.endsWith('~') ? wanted : ''})$`);
  const fits = (value: string): boolean => (operator.endsWith('~') ? whole.test(value) : value === wanted);
  const negated = operator.startsWith('!');
  return (labels) => fits(labels[name] ?? '') !== negated;
};

/** What PromQL's label matchers select, as `telemetry/slo.yaml` writes them: `service="gateway",status=~"5.."`. */
export const matcherIn = (text: string): Matcher => {
  const matchers: Matcher[] = [];
  for (let at = 0; at < text.length;) {
    part.lastIndex = at;
    const [all, name = '', operator = '', value = ''] = part.exec(text) ?? [];
    if (all === undefined) throw new Error(`no label matcher: ${text.slice(at)}`);
    matchers.push(matcherOf(name, operator, value));
    at += all.length + (text.charAt(at + all.length) === ',' ? 1 : 0);
  }
  return (labels) => matchers.every((matches) => matches(labels));
};
