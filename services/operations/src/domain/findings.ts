import type { ConservationRun } from '@mercato/contracts/operations';

type Finding = ConservationRun['findings'][number];

interface Found extends Omit<Finding, 'history'> {
  readonly history: readonly string[];
}

const mostFindings = 100;
const mostLines = 40;
const longestLine = 300;
/** Well below what one item of the store may hold. */
const mostLetters = 200_000;

/** The first findings, as many and as long as one item of the store has room for. */
export const shownFindings = (findings: readonly Found[]): Finding[] => {
  const shown: Finding[] = [];
  let left = mostLetters;
  for (const { rule, aggregate, detail, history } of findings.slice(0, mostFindings)) {
    const lines = history.slice(-mostLines).map((line) => line.slice(0, longestLine));
    left -= lines.join('').length + detail.length;
    if (left < 0) break;
    shown.push({ rule, aggregate, detail: detail.slice(0, 1_000), history: lines });
  }
  return shown;
};
