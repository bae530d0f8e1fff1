import { logAccess, record } from '#modules/audit/commands/record.ts';
import { execute } from '#modules/dossiers/commands/execute.ts';
import { readPreparedCode, spokenCode } from '#modules/dossiers/rules/prepared-code.ts';
import { beginPreparedAssist } from '#modules/national-portal/commands/assist-prepared.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { formatDateTime } from '#platform/time.ts';
import { refusals } from '../messages.ts';
import { PREPARATION_POLICY } from '../policy.ts';
import { findPreparation, lockPreparation, markUsed } from '../repo.ts';
import { listFiles, markHandedOn } from '../repo-files.ts';
import { findSettings } from '../repo-settings.ts';
import { intakeOf } from '../rules/intake.ts';
import type { CodeInput, Preparation, PreparedFile } from '../schema.ts';
import { procedureOf } from './answer.ts';
import { handFilesOn } from './hand-on.ts';

const t = refusals('vi');

/** What a scan led to. `used`: the code was opened before, and this is what it became. */
export interface Opened {
  readonly preparationId: string;
  readonly dossierId: string;
  readonly used: boolean;
}

function unknown(code: string): Problem {
  const detail = t('unknown-code', { code: spokenCode(code) });
  return new Problem('not-found', { detail, fields: [{ path: 'code', message: detail }] });
}

/** @throws Problem `validation` for what is no code */
function codeOf(typed: string): string {
  const code = readPreparedCode(typed);
  if (code === null) {
    const message = t('not-a-code');
    throw new Problem('validation', { detail: message, fields: [{ path: 'code', message }] });
  }
  return code;
}

/** The preparation of the code, noted as read. @throws Problem `not-found` */
async function find(ctx: AppContext, tx: Tx, actor: StaffActor, code: string): Promise<Preparation> {
  const at = ctx.clock.now();
  const found = await findPreparation(tx, { code });
  if (found === null || (found.use === null && Temporal.Instant.compare(at, found.expiresAt) >= 0)) {
    throw unknown(code);
  }
  const subject = { what: 'preparation.open', subjectType: 'preparation', subjectId: found.id };
  await logAccess(tx, actor, subject, at);
  return found;
}

/** Binds it to the dossier that was made in this transaction, once for all counters. */
async function settle(
  ctx: AppContext,
  tx: Tx,
  actor: StaffActor,
  preparation: Preparation,
  files: readonly PreparedFile[],
  dossierId: string,
): Promise<void> {
  const at = ctx.clock.now();
  const locked = await lockPreparation(tx, { id: preparation.id });
  if (locked?.use?.dossierId === dossierId) {
    return;
  }
  if (locked === null || locked.use !== null) {
    const when = locked?.use ? formatDateTime(locked.use.at) : '';
    throw new Problem('already-done', { detail: t('used', { at: when }) });
  }
  const { keepDays } = await findSettings(tx);
  await markUsed(tx, preparation.id, {
    state: 'opened',
    dossierId,
    at,
    by: actor.displayName,
    byId: actor.accountId,
    expiresAt: at.add({ hours: 24 * keepDays }),
    alertBy: null,
    respondBy: null,
  });
  await markHandedOn(
    tx,
    files.filter(({ state }) => state === 'clean').map(({ id }) => id),
  );
  await record(
    tx,
    actor,
    {
      action: 'preparation.open',
      subjectType: 'preparation',
      subjectId: preparation.id,
      detail: { dossierId, files: files.length },
    },
    at,
  );
}

/**
 * Opens a prepared dossier at the counter by its code: persons, papers and files become a dossier kept at the counter
 * (status 1), which the intake page shows filled in. A code does this once; afterwards it says which dossier.
 * @throws Problem `forbidden`, `validation` for what is no code, `not-found`, `not-allowed-now` without a name,
 *   `already-done` when another counter was faster
 */
export async function openAtCounter(ctx: AppContext, actor: StaffActor, input: CodeInput): Promise<Opened> {
  authorise(PREPARATION_POLICY, actor, 'open', { centreId: actor.centreId });
  const code = codeOf(input.code);
  const { preparation, files, components } = await inTransaction(ctx, actor, async (tx) => {
    const found = await find(ctx, tx, actor, code);
    const { components: papers } = await procedureOf(ctx, tx, found.procedureCode);
    return { preparation: found, files: await listFiles(tx, found.id), components: papers };
  });
  if (preparation.use !== null) {
    return { preparationId: preparation.id, dossierId: preparation.use.dossierId, used: true };
  }
  if (preparation.body.applicant.name === '') {
    throw new Problem('not-allowed-now', { detail: t('name-first') });
  }
  const handed = await handFilesOn(ctx, preparation, files, components);
  const how = { kind: 'counter', ticketId: input.ticketId ?? null } as const;
  const { dossier } = await execute(
    ctx,
    actor,
    'new',
    { type: 'keep-draft', intake: intakeOf(preparation, components, handed, how) },
    input.requestId,
    (tx, executed) => settle(ctx, tx, actor, preparation, files, executed.dossier.id),
  );
  return { preparationId: preparation.id, dossierId: dossier.id, used: false };
}

/**
 * Begins an assisted filing at the portal for the person of a prepared dossier, at the guidance desk. The code is not
 * used up by it: whatever happens at the portal, it can still be brought to the counter.
 * @returns the assist's id, under which its package is handed out
 * @throws Problem `forbidden`, `validation` for what is no code, `not-found`
 */
export async function assistWith(ctx: AppContext, actor: StaffActor, input: CodeInput): Promise<string> {
  authorise(PREPARATION_POLICY, actor, 'open', { centreId: actor.centreId });
  const code = codeOf(input.code);
  const { procedureCode, body } = await inTransaction(ctx, actor, (tx) => find(ctx, tx, actor, code));
  return beginPreparedAssist(ctx, actor, {
    requestId: input.requestId,
    procedureCode,
    citizenName: body.applicant.name,
    citizenId: body.applicant.idNumber,
    note: spokenCode(code),
  });
}
