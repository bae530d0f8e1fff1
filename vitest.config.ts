import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'simulators/**/*.test.ts', 'e2e/**/*.test.ts'],
    pool: 'threads',
    maxWorkers: 2,
    // Test files share their workers: the product is read once, not once a file. What one opens is closed after it.
    isolate: false,
    setupFiles: ['src/platform/testing/setup.ts'],
    globalSetup: ['src/platform/testing/global-setup.ts'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // A machine that is busy takes its time; a wait that is fulfilled ends at once.
    expect: { poll: { timeout: 30_000 } },
    sequence: { shuffle: { files: true, tests: false } },
  },
});
