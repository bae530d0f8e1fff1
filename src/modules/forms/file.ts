import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { Problem } from '#platform/errors.ts';
import { adminMessages } from './messages-admin.ts';
import { checkWords, conditionWords, type ReadWords, readCheck, readCondition } from './rules/words.ts';
import { Check, Condition, FormDefinition } from './schema.ts';

const FormQuestion = z.object({ when: Condition.optional(), checks: z.array(Check).optional() });

/**
 * The file format of a form (YAML): the definition as it is, but conditions and checks in words, as an administrator
 * writes them in the builder: `when: tinh-trang là ly-hon`, `checks: [không sau hôm nay]`.
 */

class Unread extends Error {}

function taken<T>(read: ReadWords<T>): T {
  if (!read.ok) {
    throw new Unread(read.message);
  }
  return read.value;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Pages, fields and fields of groups, changed one by one; everything else stays. */
function mapQuestions(node: unknown, change: (question: Record<string, unknown>) => void): unknown {
  if (!isRecord(node)) {
    return node;
  }
  const copy = { ...node };
  for (const list of ['pages', 'fields'] as const) {
    const inside = copy[list];
    if (Array.isArray(inside)) {
      copy[list] = inside.map((one: unknown) => mapQuestions(one, change));
    }
  }
  change(copy);
  return copy;
}

function fromWords(question: Record<string, unknown>): void {
  const { when, checks } = question;
  if (typeof when === 'string') {
    question['when'] = taken(readCondition(when));
  }
  if (Array.isArray(checks)) {
    question['checks'] = checks.map((one: unknown) =>
      typeof one === 'string' ? taken(readCheck(one)) : one,
    );
  }
}

/** A form out of the text of a file. @throws Problem `validation` naming the file, the place and why */
export function parseFormFile(text: string, file: string): FormDefinition {
  const refuse = (path: string, why: string) =>
    new Problem('validation', { detail: adminMessages('vi')('unreadableFile', { file, path, why }) });
  let raw: unknown;
  try {
    // No aliases: a small file must not become a large definition.
    raw = mapQuestions(parse(text, { maxAliasCount: 0 }), fromWords);
  } catch (error) {
    throw refuse('', error instanceof Error ? error.message : '');
  }
  const read = FormDefinition.safeParse(raw);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw refuse(issue?.path.join('.') ?? '', issue?.message ?? '');
  }
  return read.data;
}

/** A form as the text of a file; {@link parseFormFile} reads it back to the same definition. */
export function printFormFile(definition: FormDefinition): string {
  const plain: unknown = JSON.parse(JSON.stringify(definition));
  const words = mapQuestions(plain, (question) => {
    const source = FormQuestion.parse(question);
    if (source.when !== undefined) {
      question['when'] = conditionWords(source.when);
    }
    if (source.checks !== undefined) {
      question['checks'] = source.checks.map(checkWords);
    }
    for (const [key, value] of Object.entries(question)) {
      // What every question has without saying so would only be in the way of a reader.
      if (
        (key === 'checks' && Array.isArray(value) && value.length === 0) ||
        (key === 'optional' && value === false)
      ) {
        delete question[key];
      }
    }
  });
  return stringify(words, { lineWidth: 110, aliasDuplicateObjects: false });
}
