import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));
const exclude = ['**/node_modules/**', '**/dist/**'];
const shared = { root, exclude };

/** Real processes that mostly wait for each other: two files at a time disturb nobody. */
const PATIENT = [
  '{cli,config,db}/**/*.e2e.ts',
  'engine/sandbox/{chain,crowd,queue,x}/**/*.e2e.ts',
  'compositor/sink/**/*.e2e.ts',
  'examples/{campaign,testing}/**/*.e2e.ts',
];

const realPrograms = {
  ...shared,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  // oclif writes to stdout itself; an intercepted console hides it.
  disableConsoleIntercept: true,
};

export default defineConfig({
  root,
  test: {
    projects: [
      { root, test: { ...shared, name: 'unit', include: ['**/*.test.{ts,tsx}'] } },
      { root, test: { ...realPrograms, name: 'patient', include: PATIENT, maxWorkers: 2 } },
      {
        root,
        test: {
          ...realPrograms,
          name: 'e2e',
          include: ['**/*.e2e.ts'],
          exclude: [...exclude, ...PATIENT],
          // Real browsers, encoders and chains: one file at a time on a small machine.
          fileParallelism: false,
        },
      },
    ],
  },
});
