import { record } from '#modules/audit/commands/record.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { enqueue } from '#platform/jobs.ts';
import { authorise } from '#platform/policy.ts';
import { SEND } from '../jobs-names.ts';
import { noticeMessages } from '../messages.ts';
import { NOTICE_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { valuesOf } from '../rules/events.ts';
import type { NoticeRow, SkipInput, WriteInput } from '../schema.ts';
import { lookUpAddress, noticeAddress, officeName } from '../subscribe.ts';
import { noticeTopic, queueNotice } from './queue-notice.ts';

const t = noticeMessages('vi');

const nameOf = (actor: Actor) => (actor.kind === 'staff' ? actor.displayName : actor.kind);

/** Locks the notice; null when this very press was done before. */
async function lock(tx: Tx, id: string, requestId: string): Promise<NoticeRow | null> {
  const notice = await repo.findNotice(tx, id, true);
  if (notice === null) {
    throw new Problem('not-found', { detail: t('gone') });
  }
  return (await repo.markRequest(tx, id, requestId)) ? notice : null;
}

async function audit(
  tx: Tx,
  actor: Actor,
  action: string,
  notice: NoticeRow,
  detail: Record<string, string>,
  at: Temporal.Instant,
): Promise<void> {
  await record(
    tx,
    actor,
    { action, subjectType: 'notice', subjectId: notice.id, detail: { subject: notice.subject, ...detail } },
    at,
  );
}

/**
 * Begins a new round for a notice that does not go on by itself: it may reach the citizen once more. A repeated press changes nothing.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` (it is being sent)
 */
export async function resendNotice(
  ctx: AppContext,
  actor: Actor,
  id: string,
  requestId: string,
): Promise<void> {
  authorise(NOTICE_POLICY, actor, 'resend', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const notice = await lock(tx, id, requestId);
    if (notice === null) {
      return;
    }
    if (notice.state === 'waiting') {
      throw new Problem('not-allowed-now', { detail: t('not-now') });
    }
    const round = notice.round + 1;
    await repo.settleNotice(tx, id, {
      state: 'waiting',
      nextAt: at,
      why: null,
      endedAt: null,
      round,
      roundAt: at,
    });
    await enqueue(tx, SEND, { centreId: actor.centreId, noticeId: id }, { jobKey: `notice ${id}` });
    await ctx.live.publish(tx, noticeTopic(actor.centreId), { notice: id });
    await audit(tx, actor, 'notice.resend', notice, { round: String(round) }, at);
  });
}

/** Ends a notice that will not be sent. @throws Problem `forbidden`, `not-found`, `not-allowed-now` (it arrived already) */
export async function skipNotice(ctx: AppContext, actor: Actor, id: string, input: SkipInput): Promise<void> {
  authorise(NOTICE_POLICY, actor, 'resend', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const notice = await lock(tx, id, input.requestId);
    if (notice === null) {
      return;
    }
    if (notice.state !== 'stuck' && notice.state !== 'waiting') {
      throw new Problem('not-allowed-now', { detail: t('not-now') });
    }
    const endedBy = nameOf(actor);
    await repo.settleNotice(tx, id, {
      state: 'skipped',
      nextAt: null,
      why: input.reason,
      endedAt: at,
      endedBy,
    });
    await ctx.live.publish(tx, noticeTopic(actor.centreId), { notice: id });
    await audit(tx, actor, 'notice.skip', notice, { reason: input.reason }, at);
  });
}

/** Long rows of digits are numbers of papers or people: they do not leave by SMS. */
const PERSONAL = /\d[\d .-]{7,}\d/;

/**
 * Writes to the citizen of a dossier. A repeated request id is the same message.
 * @throws Problem `forbidden`, `not-found`, `validation` (numbers of papers or people in the text)
 */
export async function writeToCitizen(
  ctx: AppContext,
  actor: Actor,
  dossierId: string,
  input: WriteInput,
): Promise<void> {
  authorise(NOTICE_POLICY, actor, 'resend', { centreId: actor.centreId });
  if (PERSONAL.test(input.text)) {
    const detail = t('write-private');
    throw new Problem('validation', { detail, fields: [{ path: 'text', message: detail }] });
  }
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const dossier = await findDossierIn(tx, { id: dossierId });
    if (dossier === null) {
      throw new Problem('not-found', { detail: t('gone') });
    }
    const subject = dossier.number ?? dossier.localNumber ?? '';
    await queueNotice(
      ctx,
      tx,
      actor.centreId,
      {
        event: 'message',
        cause: `message ${input.requestId}`,
        dossierId,
        subject,
        ...noticeAddress(dossier),
        name: dossier.parties.applicant.name,
        values: {
          ...valuesOf(dossier),
          don_vi: await officeName(tx, actor.centreId),
          tra_cuu: lookUpAddress(ctx),
          noi_dung: input.text,
        },
        urgent: input.urgent === 'yes',
      },
      at,
    );
    await record(
      tx,
      actor,
      { action: 'notice.write', subjectType: 'dossier', subjectId: dossierId, detail: { text: input.text } },
      at,
    );
  });
}
