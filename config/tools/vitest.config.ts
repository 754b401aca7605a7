import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));
const shared = { root, exclude: ['**/node_modules/**', '**/dist/**'] };

export default defineConfig({
  root,
  test: {
    projects: [
      { root, test: { ...shared, name: 'unit', include: ['**/*.test.{ts,tsx}'] } },
      {
        root,
        test: {
          ...shared,
          name: 'e2e',
          include: ['**/*.e2e.ts'],
          // Real browsers, encoders and chains: one file at a time on a small machine.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // oclif writes to stdout itself; an intercepted console hides it.
          disableConsoleIntercept: true,
        },
      },
    ],
  },
});
