/** One plain question that tells close relatives among the answers of a search apart. The lists live in `catalogue/questions`. Pure. */
import { z } from 'zod';
import { ProcedureCode } from '../schema.ts';
import { contains } from './search/lexicon.ts';
import { syllables } from './search/text.ts';

/** A text in Vietnamese and English, in this order. */
const Bilingual = z
  .tuple([z.string().trim().min(1), z.string().trim().min(1)])
  .transform(([vi, en]) => ({ vi, en }));

/** One button: what the person says, and the procedure that it leads to. */
const Choice = z.strictObject({ 'thủ tục': ProcedureCode, nút: Bilingual });

/** A family of procedures that people mix up. */
const Family = z
  .strictObject({
    tên: z.string().regex(/^[a-z-]+$/),
    hỏi: Bilingual,
    chọn: z.array(Choice).min(2).max(4),
    /** Codes that call for the question as first answer; those of the buttons where left out. */
    gặp: z.array(ProcedureCode).min(1).optional(),
    /** Words that have told it already. */
    'đã rõ': z.array(z.string().trim().min(1)).default([]),
  })
  .transform((family) => ({
    name: family.tên,
    asks: family.hỏi,
    choices: family.chọn.map((choice) => ({ code: choice['thủ tục'], says: choice.nút })),
    calledBy: family.gặp ?? family.chọn.map((choice) => choice['thủ tục']),
    told: family['đã rõ'].map(syllables),
  }));

/** A file of `catalogue/questions`. */
export const QuestionFile = z
  .strictObject({ nhóm: z.array(Family) })
  .transform(({ nhóm }) => nhóm)
  .refine((families) => new Set(families.map(({ name }) => name)).size === families.length, {
    message: 'Hai nhóm trùng tên',
  });

/** A family as the search page uses it. */
export type QuestionFamily = z.infer<typeof QuestionFile>[number];

/** The question with the buttons that lead somewhere at this centre. */
export type Question = Pick<QuestionFamily, 'name' | 'asks' | 'choices'>;

/** So many first answers are looked at: what stands lower is no rival of the first. */
const RIVALS = 5;

/**
 * The question for the answers of a search, or null: the first answer belongs to a family, another of the family stands
 * among the first five, the query has not told already, and two buttons or more lead to a procedure in force.
 *
 * @param codes answers, best first
 * @param isInForce whether the centre has the procedure today
 */
export function questionFor(
  families: readonly QuestionFamily[],
  query: string,
  codes: readonly string[],
  isInForce: (code: string) => boolean,
): Question | null {
  const [first, ...others] = codes.slice(0, RIVALS);
  const said = syllables(query);
  for (const { name, asks, calledBy, choices: all, told } of families) {
    const members = new Set([...calledBy, ...all.map(({ code }) => code)]);
    const choices = all.filter(({ code }) => isInForce(code));
    const isOpen =
      first !== undefined &&
      calledBy.includes(first) &&
      choices.length >= 2 &&
      others.some((code) => members.has(code)) &&
      !told.some((words) => contains(said, words));
    if (isOpen) {
      return { name, asks, choices };
    }
  }
  return null;
}
