import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actionName } from './action-names.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** Every act that the code names outright where it writes into the trail. */
function written(): readonly string[] {
  const files = globSync('src/modules/*/commands/**/*.ts', { cwd: ROOT }).filter(
    (path) => !path.includes('.test.'),
  );
  const found = files
    .map((path) => readFileSync(join(ROOT, path), 'utf8'))
    .filter((text) => text.includes('audit/commands/record.ts'))
    .flatMap((text) => [...text.matchAll(/action: '([a-z-]+\.[a-z0-9-]+)'/g)].map((match) => match[1] ?? ''));
  return [...new Set(found)].toSorted();
}

test('an auditor reads words, never codes: every act that is written has a Vietnamese name', () => {
  const acts = written();
  expect(acts.length).toBeGreaterThan(100);
  expect(acts.filter((act) => actionName(act, 'vi') === act)).toEqual([]);
});
