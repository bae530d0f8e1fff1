import { z } from 'zod';

/**
 * The nine contents that a citizen rates, by their letters in NĐ 118/2025 Điều 33 khoản 1 (`dd` is điểm đ), with the
 * answers in the order in which they are offered. No answer carries points.
 */
export const SURVEY = [
  { content: 'a', answers: ['sooner', 'on-time', 'later', 'unknown'] },
  { content: 'b', answers: ['this-one', 'one-more', 'several', 'unknown'] },
  { content: 'c', answers: ['none', 'one', 'more', 'unknown'] },
  { content: 'd', answers: ['full', 'partly', 'wrong', 'not-read'] },
  { content: 'dd', answers: ['good', 'normal', 'bad'] },
  { content: 'e', answers: ['right', 'wrong-result', 'extra-cost', 'unknown'] },
  { content: 'g', answers: ['not-sent', 'in-time', 'slow', 'no-answer'] },
  { content: 'h', answers: ['not-used', 'good', 'slow', 'failed'] },
  { content: 'i', answers: ['words'] },
] as const;

/** A letter of {@link SURVEY}. */
export const Content = z.enum(SURVEY.map(({ content }) => content));
export type Content = z.output<typeof Content>;

/** An answer as stored; which ones a content knows is said by {@link SURVEY}. */
export type Answer = (typeof SURVEY)[number]['answers'][number];

/** The number of a question in the address of its page: 1 to 9. */
export const QuestionNumber = z.coerce.number().int().min(1).max(SURVEY.length);

/** One answer as the form sends it; left out means "next question, please". */
export const AnswerInput = z.object({
  answer: z.string().max(40).optional(),
  words: z.string().trim().max(1000, 'Xin viết ngắn hơn 1.000 chữ.').default(''),
});
export type AnswerInput = z.output<typeof AnswerInput>;
