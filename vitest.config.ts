import { defineConfig } from 'vitest/config';

const nowhere = ['**/node_modules/**', '.mercato/**'];

export default defineConfig({
  test: {
    teardownTimeout: 60_000,
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/*/{src,test}/**/*.test.ts',
            'services/**/*.test.ts',
            'tools/**/*.test.ts',
            'infra/functions/**/*.test.ts',
            'tests/conformance/**/*.test.ts',
            'loadtests/**/*.test.ts',
            'tests/matrix/**/*.test.ts',
            'web/src/**/*.test.ts',
            'tests/support/**/*.test.ts',
          ],
          exclude: [...nowhere, '**/*.int.test.ts'],
          // None takes a second: what is meant is a test that hangs, and not a machine that was held up.
          testTimeout: 30_000,
          // Files share what they import: four fifths of the time went into importing the same again. Shared state is not
          // ours to have, so a test that minds is wrong.
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['**/*.int.test.ts', 'tests/integration/**/*.test.ts'],
          exclude: nowhere,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: nowhere,
          testTimeout: 120_000,
          hookTimeout: 240_000,
          maxWorkers: 1,
        },
      },
      {
        test: {
          name: 'kube',
          include: ['tests/kube/**/*.test.ts'],
          exclude: [...nowhere, 'tests/kube/pods/**'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          maxWorkers: 1,
        },
      },
      {
        test: {
          name: 'pods',
          include: ['tests/kube/pods/**/*.test.ts'],
          exclude: nowhere,
          maxWorkers: 1,
        },
      },
    ],
  },
});
