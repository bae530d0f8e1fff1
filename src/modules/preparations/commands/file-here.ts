import { record } from '#modules/audit/commands/record.ts';
import { execute } from '#modules/dossiers/commands/execute.ts';
import { ALERT_HOURS } from '#modules/national-portal/rules/arrival.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { localDay } from '#platform/time.ts';
import { refusals } from '../messages.ts';
import { lockPreparation, markUsed } from '../repo.ts';
import { listFiles, markHandedOn } from '../repo-files.ts';
import { findSettings, isFiledHere } from '../repo-settings.ts';
import { formGaps } from '../rules/form-part.ts';
import { intakeOf } from '../rules/intake.ts';
import { missingToFile } from '../rules/missing.ts';
import type { Preparation } from '../schema.ts';
import { procedureOf } from './answer.ts';
import { formOf } from './form-of.ts';
import { handFilesOn } from './hand-on.ts';
import { lockDraft, secretOf } from './holder.ts';

const t = refusals('vi');

/** The draft with everything that filing needs. @throws Problem `gone`, `already-done`, `not-allowed-now`, `validation` */
async function loadReady(ctx: AppContext, tx: Tx, secret: Uint8Array) {
  const draft = await lockDraft(ctx, tx, secret);
  if (!(await isFiledHere(tx, draft.procedureCode))) {
    throw new Problem('not-allowed-now', { detail: t('not-here') });
  }
  const procedure = await procedureOf(ctx, tx, draft.procedureCode);
  const files = await listFiles(tx, draft.id);
  const gaps = formGaps(await formOf(tx, draft), draft.body, localDay(ctx.clock.now()).toString());
  const missing = missingToFile({ body: draft.body, files, procedure, formGaps: gaps });
  if (missing.length > 0) {
    throw new Problem('validation', { detail: t('still-missing', { count: missing.length }) });
  }
  return { draft, procedure, files };
}

async function settle(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  draft: Preparation,
  made: {
    readonly dossierId: string;
    readonly respondBy: Temporal.Instant | null;
    readonly fileIds: readonly string[];
  },
): Promise<void> {
  const at = ctx.clock.now();
  const locked = await lockPreparation(tx, { id: draft.id });
  if (locked?.use?.dossierId === made.dossierId) {
    return;
  }
  if (locked === null || locked.use !== null) {
    throw new Problem('already-done', { detail: t('used', { at: '' }) });
  }
  const { keepDays } = await findSettings(tx);
  await markUsed(tx, draft.id, {
    state: 'filed',
    dossierId: made.dossierId,
    at,
    by: draft.body.who === 'relative' ? draft.body.submitter.name : draft.body.applicant.name,
    byId: null,
    expiresAt: at.add({ hours: 24 * keepDays }),
    alertBy: at.add({ hours: ALERT_HOURS }),
    respondBy: made.respondBy,
  });
  await markHandedOn(tx, made.fileIds);
  // The receiving officers' pages tell that something waits, at once.
  await ctx.live.publish(tx, `staff:${draft.centreId}`, { preparations: 'filed' });
  await record(
    tx,
    actor,
    {
      action: 'preparation.file',
      subjectType: 'preparation',
      subjectId: draft.id,
      detail: { dossierId: made.dossierId, files: made.fileIds.length },
    },
    at,
  );
}

/**
 * Files a complete draft here, where an administrator switched that on for the procedure: a dossier of status 1 (mới
 * đăng ký) with the clocks of online filing (NĐ 118/2025 Đ17 k.2). A repeat gives the same dossier.
 * @returns the dossier's id
 * @throws Problem `gone`, `forbidden`, `already-done`, `not-allowed-now` where it is not switched on, `validation` while something is missing
 */
export async function fileHere(
  ctx: AppContext,
  actor: Actor,
  token: string,
  requestId: string,
): Promise<string> {
  const secret = secretOf(actor, token);
  const { draft, procedure, files } = await inTransaction(ctx, actor, (tx) => loadReady(ctx, tx, secret));
  const handed = await handFilesOn(ctx, draft, files, procedure.components);
  const intake = intakeOf(draft, procedure.components, handed, { kind: 'online' });
  const clean = files.filter(({ state }) => state === 'clean').map(({ id }) => id);
  const { dossier } = await execute(
    ctx,
    systemActor(draft.centreId, 'preparations'),
    'new',
    { type: 'keep-draft', intake, arrivedAt: ctx.clock.now() },
    requestId,
    (tx, executed) =>
      settle(ctx, tx, actor, draft, {
        dossierId: executed.dossier.id,
        respondBy: executed.dossier.respondBy,
        fileIds: clean,
      }),
  );
  return dossier.id;
}
