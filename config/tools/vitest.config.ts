import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = fileURLToPath(new URL('../..', import.meta.url));
const exclude = ['**/node_modules/**', '**/dist/**'];
const shared = {
  root,
  exclude,
  setupFiles: [fileURLToPath(new URL('same-chance.ts', import.meta.url))],
};

/** Real processes that mostly wait for each other: two files at a time disturb nobody. */
const PATIENT = [
  '{cli,config,db}/**/*.e2e.ts',
  'engine/{app,adapters/process,adapters/web}/**/*.e2e.ts',
  'engine/sandbox/*.e2e.ts',
  'engine/sandbox/{chain,crowd,queue,x}/**/*.e2e.ts',
  'engine/testing/torture/**/*.e2e.ts',
  'compositor/{sink,source,stage,encoder/h264,encoder/native}/**/*.e2e.ts',
  'compositor/probe/try-destination.e2e.ts',
  'overlays/**/*.e2e.ts',
  'examples/{campaign,testing}/**/*.e2e.ts',
  'examples/evening-auction/refusals.e2e.ts',
];

/** The files that take longest, the longest first: begun last, they would be waited for alone. */
const LONG = [
  'engine/testing/simulate/simulate.test.ts',
  'examples/campaign/campaign.e2e.ts',
  'compositor/source/film-source.e2e.ts',
  'compositor/sink/congestion.e2e.ts',
  'engine/sandbox/crowd/start-crowd.e2e.ts',
  'examples/testing/desk.e2e.ts',
  'examples/testing/events.e2e.ts',
  'examples/testing/dead-letters.e2e.ts',
  'engine/testing/torture/torture.e2e.ts',
  'engine/adapters/web/watch-page.e2e.ts',
  'overlays/dirty-redraw.e2e.ts',
];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) =>
      LONG.findIndex((path) => moduleId.endsWith(`/${path}`)) + 1 || LONG.length + 1;
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

const realPrograms = {
  ...shared,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  // A loaded machine takes its time; what never comes fails all the same.
  expect: { poll: { timeout: 20_000 } },
  // oclif writes to stdout itself; an intercepted console hides it.
  disableConsoleIntercept: true,
};

export default defineConfig({
  root,
  test: {
    sequence: { sequencer: LongFirst },
    projects: [
      {
        root,
        test: {
          ...shared,
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
          // Loading the same modules for each file anew took longer than all the tests.
          isolate: false,
          restoreMocks: true,
          unstubEnvs: true,
          unstubGlobals: true,
        },
      },
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
