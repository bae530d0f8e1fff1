import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { surveyMessages } from '../messages/survey.ts';
import { messages } from '../messages.ts';
import { FEEDBACK_POLICY } from '../policy.ts';
import { insertAnswer } from '../repo/answers.ts';
import { findInvitation, findRating } from '../repo.ts';
import { type AnswerInput, SURVEY } from '../schema/survey.ts';
import { handleOf, sealText } from './secrecy.ts';

const t = surveyMessages('vi');

/**
 * Stores the answer to one of the nine contents of NĐ 118/2025 Điều 33 khoản 1, without points; each is answered once.
 * @param number 1 to 9
 * @throws Problem `forbidden`, `not-found` (no rating yet), `validation` (no such answer), `already-done`
 */
export async function answerSurvey(
  ctx: AppContext,
  actor: Actor,
  token: string,
  number: number,
  input: AnswerInput,
): Promise<void> {
  authorise(FEEDBACK_POLICY, actor, 'rating.give', actor);
  const question = SURVEY[number - 1];
  if (question === undefined) {
    throw new Problem('not-found', { detail: t('noQuestion') });
  }
  const free = question.content === 'i';
  const answer = free ? 'words' : question.answers.find((one) => one === input.answer);
  if (answer === undefined || (free && input.words === '')) {
    const message = t(free ? 'wordsMissing' : 'answerMissing');
    throw new Problem('validation', {
      detail: message,
      fields: [{ path: free ? 'words' : 'answer', message }],
    });
  }
  const handle = await handleOf(ctx.config, 'rating', token);
  await inTransaction(ctx, actor, async (tx) => {
    const known = (await findInvitation(tx, token)) !== undefined;
    if (!known || (await findRating(tx, handle)) === undefined) {
      throw new Problem('not-found', { detail: messages('vi')('unknown') });
    }
    const words = free ? await sealText(ctx.config, handle, input.words) : null;
    const { content } = question;
    if (!(await insertAnswer(tx, { centreId: actor.centreId, handle, content, answer, words }))) {
      throw new Problem('already-done', { detail: t('answered') });
    }
  });
}
