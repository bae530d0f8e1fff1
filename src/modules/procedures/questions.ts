/** Reads `catalogue/questions`. Files, not database: they travel with the product like the word lists. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type QuestionFamily, QuestionFile } from './rules/questions.ts';
import { CATALOGUE_FOLDER, yamlFiles } from './words.ts';

/**
 * Every family of procedures with the question that tells them apart.
 *
 * @throws Error naming the file where one cannot be read.
 */
export const loadQuestions = (folder = join(CATALOGUE_FOLDER, 'questions')): readonly QuestionFamily[] =>
  yamlFiles(folder).flatMap((path) => {
    const read = QuestionFile.safeParse(parse(readFileSync(path, 'utf8')));
    if (!read.success) {
      throw new Error(
        `${path}: ${read.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}`,
      );
    }
    return read.data;
  });
