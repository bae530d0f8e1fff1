import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { reportPolicy } from '../policy.ts';
import { loadForm, refuseUnfit } from '../queries/forms.ts';
import { refuseLacking } from '../queries/layer.ts';
import { takeMark } from '../repo/facts.ts';
import { findSnapshot, insertSnapshot, markSent, type Snapshot } from '../repo/kept.ts';
import { nameOfActor } from '../rules/actor-name.ts';
import type { FormCode } from '../rules/forms.ts';
import type { Period } from '../schema.ts';
import { reportMessages } from '../sheet-messages.ts';

/**
 * Keeps a form as it is now (chốt số liệu): its figures, and the mark of the journal up to which they were read. What is
 * corrected later shows in later reports; this one, and the dossiers behind its figures, stay.
 * @throws Problem `forbidden`, `not-allowed-now` for a form that may not go out
 */
export async function keepReport(
  ctx: AppContext,
  actor: Actor,
  input: { readonly form: FormCode; readonly period: Period; readonly requestId: string },
): Promise<Snapshot> {
  authorise(reportPolicy, actor, 'keep', { centreId: actor.centreId });
  refuseLacking(ctx, { kind: 'form', code: input.form });
  return inTransaction(ctx, actor, async (tx) => {
    // Waits for every change under way and holds later ones back until this is written.
    const mark = await takeMark(tx, true);
    const at = ctx.clock.now();
    const form = await loadForm(tx, input.form, input.period, at, mark);
    refuseUnfit(form);
    const id = newId();
    const snapshot = await insertSnapshot(tx, {
      id,
      centreId: actor.centreId,
      form: input.form,
      period: input.period,
      mark,
      at,
      rows: form.rows,
      by: nameOfActor(actor),
      requestId: input.requestId,
    });
    if (snapshot.id === id) {
      const detail = { form: form.spec.number, from: `${input.period.from}`, to: `${input.period.to}` };
      await record(tx, actor, { action: 'reports.kept', subjectType: 'report', subjectId: id, detail }, at);
    }
    return snapshot;
  });
}

/**
 * Writes down that a kept report was sent to the province (TT 09/2026/TT-BTP Điều 11). Once; a repeat changes nothing.
 * @throws Problem `forbidden`, `not-found`
 */
export async function markReportSent(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(reportPolicy, actor, 'keep', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const snapshot = await findSnapshot(tx, id, true);
    if (snapshot === null) {
      throw new Problem('not-found', { detail: reportMessages('vi')('kept-unknown') });
    }
    if (snapshot.sent === null) {
      await markSent(tx, id, nameOfActor(actor), at);
      await record(
        tx,
        actor,
        { action: 'reports.sent', subjectType: 'report', subjectId: id, detail: { form: snapshot.form } },
        at,
      );
    }
  });
}
