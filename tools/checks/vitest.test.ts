import { describe, expect, it } from 'vitest';
import { countTests } from './vitest.ts';

const report = { numPassedTests: 5, numFailedTests: 0, numFailedTestSuites: 0 };

describe('countTests', () => {
  it.each([
    ['all well', report, true, { passed: 5, failed: 0 }],
    ['failed tests', { ...report, numFailedTests: 2, numFailedTestSuites: 1 }, false, { passed: 5, failed: 2 }],
    ['files that do not load', { ...report, numFailedTestSuites: 2 }, false, { passed: 5, failed: 2 }],
    ['a bad end without a reason', report, false, { passed: 5, failed: 1 }],
    ['no report', undefined, false, { passed: 0, failed: 1 }],
    ['no tests', undefined, true, { passed: 0, failed: 0 }],
  ])('%s', (_name, given, endedWell, expected) => expect(countTests(given, endedWell)).toEqual(expected));
});
