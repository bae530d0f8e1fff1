import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { makeRandom } from './src/platform/random.ts';

/** They take longest. Begun last, one worker would be waited for while the other has nothing left to do. */
const LONG = ['e2e/accessibility.test.ts', 'src/platform/backup/backup.test.ts'];

/** The long files first; all others in the order of chance, so that none comes to lean on another. `--sequence.seed` repeats one. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONG.some((path) => moduleId.endsWith(path));
    const sorted = files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
    const mixed = makeRandom(String(this.ctx.config.sequence.seed)).shuffle(sorted);
    return [...mixed.filter(isLong), ...mixed.filter((file) => !isLong(file))];
  }
}

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
    sequence: { sequencer: LongFirst },
  },
});
