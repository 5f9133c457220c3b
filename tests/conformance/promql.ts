/** One vector selector of an expression: a metric, and the labels it is selected by. */
export interface Selector {
  readonly metric: string;
  readonly labels: readonly string[];
}

export interface PromqlNames {
  readonly selectors: readonly Selector[];
  /** The labels of `by`, `on` and their like. */
  readonly grouping: readonly string[];
}

const strings = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g;
const groupings = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^()]*)\)/g;
const ranges = /\[[^\]]*\]/g;
const matched = /([a-zA-Z_][\w:]*)\s*\{([^{}]*)\}/g;
const bare = /(?<![\w$.:])[a-zA-Z_][\w:]*(?!\s*\(|[\w:])/g;
const words = /^(?:and|or|unless|offset|bool|atan2|inf|nan|start|end|sum|avg|min|max|count|by|without)$/i;

const names = (list: string): readonly string[] => list.match(bare) ?? [];

/**
 * The names in a PromQL expression. Not a parser: promtool is one, and has its say in the integration tests. What is
 * neither a word of the language nor a function is a metric.
 */
export const namesIn = (expression: string): PromqlNames => {
  const selectors: Selector[] = [];
  const grouping: string[] = [];
  const rest = expression
    .replaceAll(strings, '""')
    .replaceAll(ranges, '')
    .replaceAll(groupings, (_, labels: string) => {
      grouping.push(...names(labels));
      return '';
    })
    .replaceAll(matched, (_, metric: string, labels: string) => {
      selectors.push({ metric, labels: names(labels) });
      return '';
    });
  if (/[{}]/.test(rest)) throw new Error(`a selector without a metric in ${expression}`);
  const others = names(rest).filter((name) => !words.test(name));
  return { selectors: [...selectors, ...others.map((metric) => ({ metric, labels: [] }))], grouping };
};
