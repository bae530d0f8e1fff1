/** Reads the word lists of `catalogue/words` into a lexicon. Files, not database: they travel with the product. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { compileLexicon, type Lexicon, WordFile } from './rules/search/lexicon.ts';

/** Folder of the readable catalogue files shipped with the product. */
export const CATALOGUE_FOLDER = fileURLToPath(new URL('../../../catalogue', import.meta.url));

/** YAML files of a folder, by name. */
export const yamlFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));

/**
 * Loads every word list.
 *
 * @throws Error naming the file where one cannot be read.
 */
export const loadLexicon = (folder = join(CATALOGUE_FOLDER, 'words')): Lexicon =>
  compileLexicon(
    yamlFiles(folder).map((path) => {
      const read = WordFile.safeParse(parse(readFileSync(path, 'utf8')));
      if (!read.success) {
        throw new Error(
          `${path}: ${read.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}`,
        );
      }
      return read.data;
    }),
  );
