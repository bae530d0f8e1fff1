import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseFormFile } from './file.ts';
import type { FormDefinition } from './schema.ts';

/** The forms that come with the product. */
const STARTER_DIR = join(import.meta.dirname, '../../../catalogue/forms');

/** All forms of a folder, by file name. @throws Problem `validation` naming the file */
export async function readForms(dir: string = STARTER_DIR): Promise<readonly FormDefinition[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map(async (name) => parseFormFile(await readFile(join(dir, name), 'utf8'), name)));
}
