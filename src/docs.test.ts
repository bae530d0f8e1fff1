import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const PAGES = ['README.md', 'README.vi.md', 'ARCHITECTURE.md', ...globSync('docs/*.md')];
const FOLDERS = 'src|docs|simulators|scripts|migrations|bench|e2e|catalogue|bin';
const PATH = new RegExp(`^(?:\\./)?(?:${FOLDERS})/`);
const ALIAS = /^#(platform|modules|ui|integrations|cli)\//;

/** Paths of the tree that a page names in backticks or behind an alias; `<module>`, `…` and NNNN stand for any name. */
function pathsIn(page: string): readonly string[] {
  const words = [...readFileSync(page, 'utf8').matchAll(/`([^`\s]+)`|(#[a-z]+\/[\w/.-]+\.tsx?)/g)];
  return words
    .map(([, quoted, aliased]) => (quoted ?? aliased ?? '').replace(/[:,]$|:\d+$/, ''))
    .map((path) => path.replace(ALIAS, 'src/$1/').replace(/^#simulators\//, 'simulators/'))
    .filter((path) => PATH.test(path));
}

function exists(path: string): boolean {
  const pattern = path.replace(/<[^>]*>|\{[^}]*\}|…|NNNN_name/g, '*');
  return pattern.includes('*') ? globSync(pattern).length > 0 : existsSync(pattern);
}

describe('documents', () => {
  it.each(PAGES)('%s names only what is there', (page) => {
    expect(pathsIn(page).filter((path) => !exists(path))).toEqual([]);
  });

  it('find the paths they are to check', () => {
    expect(PAGES.flatMap(pathsIn).length).toBeGreaterThan(100);
    expect(exists('src/platform/no-such-file.ts')).toBe(false);
  });

  it.each(['ARCHITECTURE.md', 'docs/conventions.md', '.dependency-cruiser.mjs'])(
    '%s gives every module its floor',
    (page) => {
      const text = readFileSync(page, 'utf8');
      const left = readdirSync('src/modules').filter(
        (name) => !text.includes(`\`${name}\``) && !text.includes(`'${name}'`),
      );
      expect(left).toEqual([]);
    },
  );
});
