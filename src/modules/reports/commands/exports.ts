import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { enqueue } from '#platform/jobs.ts';
import { authorise } from '#platform/policy.ts';
import { fileMessages } from '../file-messages.ts';
import { type ReportAction, reportPolicy } from '../policy.ts';
import { isLayer, refuseLacking } from '../queries/layer.ts';
import { changeExport, type Export, type FileFormat, findExport, insertExport } from '../repo/exports.ts';
import { nameOfActor } from '../rules/actor-name.ts';
import { type LayerAsked, lackingInMirror } from '../rules/layer.ts';
import type { Dimension } from '../schema.ts';
import { type ReportAsked, ReportKind, titleOf } from '../sheets.ts';

const t = fileMessages('vi');

/** The job that makes a file. */
export const EXPORT_TASK = 'reports.export';

/** Live topic of a centre's files: payload `{ export: id }`. */
export function exportsTopic(centreId: string): string {
  return `staff:${centreId}`;
}

/** What it takes to have a report, also when its file is fetched later. */
export function rightTo(report: ReportKind): ReportAction {
  switch (report) {
    case 'register':
    case 'control':
      return 'register';
    case 'province':
      return 'read-province';
    default:
      return 'read';
  }
}

/** A file as what it takes to fill it. */
function askedOf(report: ReportKind, dimension: Dimension): LayerAsked {
  switch (report) {
    case 'period':
      return { kind: 'period', dimension };
    case 'province':
      return { kind: 'province' };
    case 'register':
    case 'control':
    case 'late':
      return { kind: 'list' };
    default:
      return { kind: 'form', code: report };
  }
}

/** Whether this installation cannot fill a report: a centre's layer lacks what it takes. */
export function isRefused(ctx: Pick<AppContext, 'config'>, report: ReportKind): boolean {
  return isLayer(ctx) && lackingInMirror(askedOf(report, 'field')) !== null;
}

/** Refuses a report that this installation cannot fill. @throws Problem `not-allowed-now` */
export function refuseReport(ctx: Pick<AppContext, 'config'>, report: ReportKind): void {
  refuseLacking(ctx, askedOf(report, 'field'));
}

/**
 * Orders a file of a report; a job makes it, with the rights of the one who asked. A repeat of the request gives the same
 * order. @throws Problem `forbidden`, `not-allowed-now` for what a centre's layer cannot tell
 */
export async function requestExport(
  ctx: AppContext,
  actor: Actor,
  input: {
    readonly asked: ReportAsked;
    readonly format: FileFormat;
    readonly requestId: string;
    readonly scheduleId?: string;
  },
): Promise<string> {
  authorise(reportPolicy, actor, rightTo(input.asked.report), { centreId: actor.centreId });
  refuseLacking(ctx, askedOf(input.asked.report, input.asked.theo));
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const { id, fresh } = await insertExport(tx, {
      id: newId(),
      centreId: actor.centreId,
      report: input.asked.report,
      title: titleOf(input.asked),
      format: input.format,
      params: input.asked,
      accountId: actor.kind === 'staff' ? actor.accountId : null,
      askedBy: nameOfActor(actor),
      askedAt: at,
      scheduleId: input.scheduleId ?? null,
      periodTo: Temporal.PlainDate.from(input.asked.den),
      requestId: input.requestId,
    });
    if (fresh) {
      await enqueue(tx, EXPORT_TASK, { centreId: actor.centreId, exportId: id }, { jobKey: `export:${id}` });
      await ctx.live.publish(tx, exportsTopic(actor.centreId), { export: id });
      const detail = {
        report: input.asked.report,
        from: input.asked.tu,
        to: input.asked.den,
        format: input.format,
      };
      await record(
        tx,
        actor,
        { action: 'reports.export-asked', subjectType: 'report-export', subjectId: id, detail },
        at,
      );
    }
    return id;
  });
}

function notFound(): Problem {
  return new Problem('not-found', { detail: t('file-unknown') });
}

/** Whether the actor asked for the file, or leads the centre whose files it belongs to. */
function mayTouch(actor: Actor, file: Export): boolean {
  return (
    file.accountId === null ||
    (actor.kind === 'staff' && (file.accountId === actor.accountId || leads(actor)))
  );
}

function leads(actor: Actor): boolean {
  return (
    actor.kind === 'staff' &&
    actor.roles.some((role) => role === 'centre-director' || role === 'commune-leader')
  );
}

/**
 * Stops a file that is not done yet. What was made so far is thrown away.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` when it is done already
 */
export async function cancelExport(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const file = await findExport(tx, id, true);
    if (file === null) {
      throw notFound();
    }
    authorise(reportPolicy, actor, 'files', { centreId: actor.centreId });
    if (!mayTouch(actor, file)) {
      throw new Problem('forbidden', { detail: t('file-not-yours') });
    }
    if (!(await changeExport(tx, id, ['waiting', 'running'], { state: 'cancelled', finishedAt: at }))) {
      throw new Problem('not-allowed-now', { detail: t('file-over') });
    }
    await ctx.live.publish(tx, exportsTopic(actor.centreId), { export: id });
    await record(
      tx,
      actor,
      { action: 'reports.export-cancelled', subjectType: 'report-export', subjectId: id, detail: {} },
      at,
    );
  });
}

/** The bytes of a finished file. */
export interface ExportFile {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly format: FileFormat;
}

/**
 * Fetches a finished file. The rights are those of now: who may no longer read the report does not get its file either.
 * The reading is written down.
 * @throws Problem `forbidden`, `not-found`, `gone` when its time is over, `not-allowed-now` while it is not done
 */
export async function openExport(ctx: AppContext, actor: Actor, id: string): Promise<ExportFile> {
  const file = await readOnly(ctx, actor, (tx) => findExport(tx, id));
  if (file === null) {
    throw notFound();
  }
  const { report } = file;
  authorise(reportPolicy, actor, rightTo(ReportKind.parse(report)), { centreId: actor.centreId });
  if (!mayTouch(actor, file)) {
    throw new Problem('forbidden', { detail: t('file-not-yours') });
  }
  if (file.state !== 'done' || file.fileKey === null || file.expiresAt === null) {
    throw new Problem('not-allowed-now', { detail: t('file-not-done') });
  }
  const now = ctx.clock.now();
  if (file.fileKey === '' || Temporal.Instant.compare(now, file.expiresAt) >= 0) {
    throw new Problem('gone', { detail: t('file-gone') });
  }
  const bytes = await ctx.storage.get(file.fileKey);
  await inTransaction(ctx, actor, (tx) =>
    record(
      tx,
      actor,
      { action: 'reports.export-opened', subjectType: 'report-export', subjectId: id, detail: { report } },
      now,
    ),
  );
  return { bytes, name: file.fileName ?? `bao-cao.${file.format}`, format: file.format };
}
