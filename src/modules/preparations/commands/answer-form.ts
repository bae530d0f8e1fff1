import { type AnswerIssue, checkAnswers } from '#modules/forms/rules/check.ts';
import { type GroupPress, parseAnswers, pressGroup } from '#modules/forms/rules/parse.ts';
import type { Answers } from '#modules/forms/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { localDay } from '#platform/time.ts';
import { refusals } from '../messages.ts';
import { saveBody } from '../repo.ts';
import { findSettings } from '../repo-settings.ts';
import { formOf } from './form-of.ts';
import { lockDraft, secretOf } from './holder.ts';

/** What was sent from one page of the form. `press`: an entry of a group was added or taken away. */
export interface SentPage {
  readonly key: string;
  readonly posted: unknown;
  readonly press: GroupPress | null;
}

/** What is wrong with the page, and the answers as they stand with it. */
export interface AnsweredPage {
  readonly issues: readonly AnswerIssue[];
  readonly answers: Answers;
}

/**
 * Keeps the answers of one page of the form. What is wrong is told and not kept; while entries are added or taken away,
 * nothing is checked yet.
 * @throws Problem `gone`, `forbidden`, `already-done`, `not-found` for a page that the form has not
 */
export async function answerForm(
  ctx: AppContext,
  actor: Actor,
  token: string,
  sent: SentPage,
): Promise<AnsweredPage> {
  const secret = secretOf(actor, token);
  return inTransaction(ctx, actor, async (tx) => {
    const draft = await lockDraft(ctx, tx, secret);
    const form = await formOf(tx, draft);
    const page = form?.pages.find(({ key }) => key === sent.key);
    if (form === null || page === undefined) {
      throw new Problem('not-found', { detail: refusals('vi')('gone') });
    }
    const { body } = draft;
    const merged = { ...body.answers, ...parseAnswers(page, sent.posted) };
    const answers = sent.press === null ? merged : pressGroup(page, merged, sent.press);
    const at = ctx.clock.now();
    const issues =
      sent.press === null
        ? checkAnswers(form, answers, { today: localDay(at).toString(), only: page.key })
        : [];
    if (issues.length === 0) {
      const { keepDays } = await findSettings(tx);
      const expiresAt = at.add({ hours: 24 * keepDays });
      await saveBody(tx, draft.id, { body: { ...body, answers }, at, expiresAt });
    }
    return { issues, answers };
  });
}
