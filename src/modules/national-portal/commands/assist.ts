import { record } from '#modules/audit/commands/record.ts';
import { findCurrentVersion } from '#modules/procedures/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { assistMessages } from '../messages-assist.ts';
import { INBOX_POLICY } from '../policy-inbox.ts';
import * as repo from '../repo-assists.ts';
import type { AssistInput, DropInput, FiledInput } from '../schema-inbox.ts';

const t = assistMessages('vi');

/**
 * Begins to file with a citizen at the guidance desk. The request's id is the assist's, so a repeat changes nothing. @returns its id
 * @throws Problem `forbidden`, `validation` for a procedure that the catalogue does not have
 */
export async function beginAssist(ctx: AppContext, actor: StaffActor, input: AssistInput): Promise<string> {
  authorise(INBOX_POLICY, actor, 'assist', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const id = input.requestId;
  await inTransaction(ctx, actor, async (tx) => {
    const version = await findCurrentVersion(tx, input.procedureCode, localDay(at));
    if (version === null || version === undefined) {
      const message = t('unknown-procedure', { code: input.procedureCode });
      throw new Problem('validation', { detail: message, fields: [{ path: 'procedureCode', message }] });
    }
    const fresh = await repo.addAssist(tx, actor.centreId, {
      id,
      helperId: actor.accountId,
      helperName: actor.displayName,
      procedureCode: input.procedureCode,
      procedureName: version.body.name,
      citizenName: input.citizenName,
      citizenId: input.citizenId,
      note: input.note,
      startedAt: at,
    });
    if (fresh) {
      await record(
        tx,
        actor,
        {
          action: 'portal.assist',
          subjectType: 'portal-assist',
          subjectId: id,
          detail: { procedure: input.procedureCode },
        },
        at,
      );
    }
  });
  return id;
}

/** One's own open assist: who sat with the citizen ends it. False when it has this end already. */
async function lockOpen(tx: Tx, actor: StaffActor, id: string, number: string | null): Promise<boolean> {
  const assist = await repo.lockAssist(tx, id);
  if (assist === null || assist.helperId !== actor.accountId) {
    throw new Problem('not-found', { detail: t('not-found') });
  }
  if (assist.state === 'filed' && assist.number === number) {
    return false;
  }
  if (assist.state !== 'open') {
    throw new Problem('already-done', { detail: t('ended') });
  }
  return true;
}

/**
 * Notes the number that the portal gave: the dossier is linked to it when it arrives, or at once when it is here.
 * @throws Problem `forbidden`, `not-found`, `already-done`, `validation` for a number that another assist has
 */
export async function noteFiled(
  ctx: AppContext,
  actor: StaffActor,
  id: string,
  { number }: FiledInput,
): Promise<void> {
  authorise(INBOX_POLICY, actor, 'assist', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    if (!(await lockOpen(tx, actor, id, number))) {
      return;
    }
    const other = await repo.findAssistOf(tx, number);
    if (other !== null) {
      const message = t('number-taken', { number, name: other.helperName });
      throw new Problem('validation', { detail: message, fields: [{ path: 'number', message }] });
    }
    await repo.endAssist(tx, id, { number }, at);
    await record(
      tx,
      actor,
      { action: 'portal.assist-filed', subjectType: 'portal-assist', subjectId: id, detail: { number } },
      at,
    );
  });
}

/** Ends an assist without a dossier, for a reason. @throws Problem `forbidden`, `not-found`, `already-done` */
export async function dropAssist(
  ctx: AppContext,
  actor: StaffActor,
  id: string,
  { reason }: DropInput,
): Promise<void> {
  authorise(INBOX_POLICY, actor, 'assist', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    await lockOpen(tx, actor, id, null);
    await repo.endAssist(tx, id, { why: reason }, at);
    await record(
      tx,
      actor,
      { action: 'portal.assist-dropped', subjectType: 'portal-assist', subjectId: id, detail: { reason } },
      at,
    );
  });
}
