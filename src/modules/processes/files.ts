import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Problem } from '#platform/errors.ts';
import { messages } from './messages.ts';
import { ProcessDefinition } from './schema.ts';

/** The starter processes that come with the product. */
const STARTER_DIR = join(import.meta.dirname, '../../../catalogue/processes');

/** Reads one process from YAML. @throws Problem `validation` naming the file and the wrong place. */
export function parseProcess(text: string, file: string): ProcessDefinition {
  const parsed = ProcessDefinition.safeParse(parse(text));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Problem('validation', {
      detail: messages('vi')('unreadable', {
        file,
        path: issue?.path.join('.') ?? '',
        why: issue?.message ?? '',
      }),
    });
  }
  return parsed.data;
}

/** All processes of a folder, by file name. */
export async function readProcesses(dir: string = STARTER_DIR): Promise<readonly ProcessDefinition[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map(async (name) => parseProcess(await readFile(join(dir, name), 'utf8'), name)));
}
