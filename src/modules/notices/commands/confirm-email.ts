import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { enqueue } from '#platform/jobs.ts';
import { authorise } from '#platform/policy.ts';
import { SEND } from '../jobs-names.ts';
import { choiceMessages } from '../messages-choice.ts';
import { NOTICE_POLICY } from '../policy.ts';
import { findNotice } from '../repo.ts';
import { findEmail, lockEmail, markConfirmed, noteAsked, wakeForEmail } from '../repo-emails.ts';
import { maskEmail, mayAskToConfirm, plainEmail } from '../rules/email.ts';
import type { NoticeRow } from '../schema.ts';
import { officeName } from '../subscribe.ts';
import { choiceKey, noticeOfKey } from './choice-link.ts';
import { noticeTopic, queueNotice } from './queue-notice.ts';

const t = choiceMessages('vi');

/** Where whoever reads an address says that it is theirs. */
export const CONFIRM = '/nhan-tin/xac-nhan';

/**
 * Asks by mail whether an address is its reader's, with nothing of any dossier in it: the first mail that goes there, and the only one until the answer.
 * At most once a day and three times in all. @throws Problem `forbidden`
 */
export async function askToConfirm(ctx: AppContext, actor: Actor, email: string): Promise<void> {
  authorise(NOTICE_POLICY, actor, 'deliver', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const { centreId } = actor;
  await inTransaction(ctx, actor, async (tx) => {
    if (!mayAskToConfirm(await lockEmail(tx, centreId, email), at)) {
      return;
    }
    const asked = await noteAsked(tx, centreId, email, at);
    await queueNotice(
      ctx,
      tx,
      centreId,
      {
        event: 'confirm-email',
        cause: `confirm ${plainEmail(email)} ${asked}`,
        dossierId: null,
        subject: maskEmail(email),
        phone: null,
        email,
        name: '',
        values: { don_vi: await officeName(tx, centreId) },
        askedFor: true,
        channels: ['email'],
      },
      at,
    );
  });
}

/** The address in the foot of the question that opens the page of the answer. */
export async function confirmLink(
  ctx: Pick<AppContext, 'config'>,
  centreId: string,
  noticeId: string,
): Promise<string> {
  return `${ctx.config.publicUrl}${CONFIRM}/${await choiceKey(ctx, centreId, noticeId)}`;
}

async function questionOf(
  ctx: AppContext,
  actor: Actor,
  key: string,
): Promise<NoticeRow & { readonly email: string }> {
  const id = await noticeOfKey(ctx, actor.centreId, key);
  const notice = id === null ? null : await readOnly(ctx, actor, (tx) => findNotice(tx, id));
  if (notice === null || notice.event !== 'confirm-email' || notice.email === null) {
    throw new Problem('not-found', { detail: t('confirm-wrong') });
  }
  return { ...notice, email: notice.email };
}

/** The address that a key would confirm, its middle hidden, and whether it is confirmed. @throws Problem `forbidden`, `not-found` */
export async function readConfirmation(
  ctx: AppContext,
  actor: Actor,
  key: string,
): Promise<{ readonly address: string; readonly confirmed: boolean }> {
  authorise(NOTICE_POLICY, actor, 'choose', { centreId: actor.centreId });
  const { email } = await questionOf(ctx, actor, key);
  const standing = await readOnly(ctx, actor, (tx) => findEmail(tx, email));
  return { address: maskEmail(email), confirmed: (standing?.confirmedAt ?? null) !== null };
}

/**
 * Whoever got the question says that the address is theirs: what waited for it goes now. A repeat changes nothing.
 * @throws Problem `forbidden`, `not-found`
 */
export async function confirmEmail(ctx: AppContext, actor: Actor, key: string): Promise<void> {
  authorise(NOTICE_POLICY, actor, 'choose', { centreId: actor.centreId });
  const { id, email } = await questionOf(ctx, actor, key);
  const { centreId } = actor;
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    if (!(await markConfirmed(tx, centreId, email, at))) {
      return;
    }
    for (const noticeId of await wakeForEmail(tx, email, at)) {
      await enqueue(tx, SEND, { centreId, noticeId }, { jobKey: `notice ${noticeId}` });
    }
    await ctx.live.publish(tx, noticeTopic(centreId), { notice: id });
    const entry = { action: 'notice.email-confirmed', subjectType: 'notice', subjectId: id };
    await record(tx, actor, { ...entry, detail: { address: maskEmail(email) } }, at);
  });
}
